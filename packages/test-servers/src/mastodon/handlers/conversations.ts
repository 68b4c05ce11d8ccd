import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers } from '../call.ts'
import type { Json } from '../document.ts'
import { Page } from '../pages.ts'
import { lastOf, viewConversation } from '../world/conversations.ts'
import type { ConversationRecord } from '../world/records.ts'

function own(call: Call): ConversationRecord {
  const conversation = call.world.conversations.get(call.path.id ?? '')
  if (conversation?.accountId !== caller(call).id) throw notFound()
  return conversation
}

function mark(call: Call, unread: boolean): Json {
  const conversation = own(call)
  conversation.unread = unread
  return viewConversation(call.world, conversation, call.account)
}

export const conversations: Handlers = {
  listConversations: (call) =>
    new Page(
      // Paged by the last post, as the order is.
      [...call.world.conversations.values()]
        .filter(({ accountId }) => accountId === caller(call).id)
        .map((each) => ({
          cursor: lastOf(call.world, each) ?? each.id,
          value: () => viewConversation(call.world, each, call.account),
        }))
        .sort((a, b) => (a.cursor < b.cursor ? 1 : -1)),
    ),
  deleteConversation: (call) => {
    call.world.conversations.delete(own(call).id)
    return {}
  },
  markConversationRead: (call) => mark(call, false),
  markConversationUnread: (call) => mark(call, true),
}
