import type { Json } from '../document.ts'
import { findAccount, viewAccount } from './accounts.ts'
import type { AccountRecord, ConversationRecord, StatusRecord } from './records.ts'
import { viewStatus } from './statuses.ts'
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
    world.tell({ type: 'conversation', conversation })
  }
}

/** Id of the newest post of a conversation that is still there. */
export function lastOf(world: World, { statusIds }: ConversationRecord): string | undefined {
  return statusIds.findLast((id) => world.statuses.has(id))
}

/** The `Conversation` entity, as the one whose it is sees it. */
export function viewConversation(
  world: World,
  conversation: ConversationRecord,
  viewer: AccountRecord | undefined,
): Json {
  const last = world.statuses.get(lastOf(world, conversation) ?? '')
  return {
    id: conversation.id,
    unread: conversation.unread,
    accounts: conversation.with.map((id) => viewAccount(world, findAccount(world, id))),
    last_status: last ? viewStatus(world, last, viewer) : null,
  }
}
