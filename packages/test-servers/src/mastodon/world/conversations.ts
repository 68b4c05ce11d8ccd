import type { ConversationRecord, StatusRecord } from './records.ts'
import type { World } from './world.ts'

/** Puts a direct post into the conversations of all those in it. */
export function addToConversations(world: World, status: StatusRecord): void {
  const people = [...new Set([status.accountId, ...status.mentions])]
  for (const person of people) {
    const others = people.filter((id) => id !== person).toSorted()
    const known = [...world.conversations.values()].find(
      (each) => each.accountId === person && each.with.join(' ') === others.join(' '),
    )
    const conversation: ConversationRecord = known ?? {
      id: world.nextId(),
      accountId: person,
      with: others,
      statusIds: [],
      unread: false,
    }
    conversation.statusIds.push(status.id)
    conversation.unread = person !== status.accountId
    world.conversations.set(conversation.id, conversation)
  }
}
