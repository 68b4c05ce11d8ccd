import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers } from '../call.ts'
import type { Json } from '../document.ts'
import { Page } from '../pages.ts'
import { findAccount, viewAccount } from '../world/accounts.ts'
import type { ConversationRecord } from '../world/records.ts'
import { viewStatus } from '../world/statuses.ts'

function own(call: Call): ConversationRecord {
  const conversation = call.world.conversations.get(call.path.id ?? '')
  if (conversation?.accountId !== caller(call).id) throw notFound()
  return conversation
}

function lastOf(call: Call, { statusIds }: ConversationRecord): string | undefined {
  return statusIds.findLast((id) => call.world.statuses.has(id))
}

function view(call: Call, conversation: ConversationRecord): Json {
  const last = call.world.statuses.get(lastOf(call, conversation) ?? '')
  return {
    id: conversation.id,
    unread: conversation.unread,
    accounts: conversation.with.map((id) => viewAccount(call.world, findAccount(call.world, id))),
    last_status: last ? viewStatus(call.world, last, call.account) : null,
  }
}

function mark(call: Call, unread: boolean): Json {
  const conversation = own(call)
  conversation.unread = unread
  return view(call, conversation)
}

export const conversations: Handlers = {
  listConversations: (call) =>
    new Page(
      // Paged by the last post, as the order is.
      [...call.world.conversations.values()]
        .filter(({ accountId }) => accountId === caller(call).id)
        .map((each) => ({ cursor: lastOf(call, each) ?? each.id, value: () => view(call, each) }))
        .sort((a, b) => (a.cursor < b.cursor ? 1 : -1)),
    ),
  deleteConversation: (call) => {
    call.world.conversations.delete(own(call).id)
    return {}
  },
  markConversationRead: (call) => mark(call, false),
  markConversationUnread: (call) => mark(call, true),
}
