import { type Call, caller, flag, type Handlers, text } from '../call.ts'
import type { Json } from '../document.ts'

const KINDS = [
  'not_following',
  'not_followers',
  'new_accounts',
  'private_mentions',
  'limited_accounts',
  'bots',
]

/** The treatment of a kind of notifications: `accept`, `filter` or `drop`. Kept, not acted upon. */
function saved(call: Call): Map<string, string> {
  const { policies } = call.world
  const { id } = caller(call)
  const known = policies.get(id) ?? new Map(KINDS.map((kind) => [kind, 'accept']))
  policies.set(id, known)
  return known
}

const SUMMARY = { pending_requests_count: 0, pending_notifications_count: 0 }

function view(call: Call): Json {
  return {
    ...Object.fromEntries([...saved(call)].map(([kind, action]) => [`for_${kind}`, action])),
    summary: SUMMARY,
  }
}

/** The first generation knows only whether something is filtered, and not of limited accounts. */
function viewV1(call: Call): Json {
  const kinds = [...saved(call)].filter(([kind]) => kind !== 'limited_accounts')
  return {
    ...Object.fromEntries(kinds.map(([kind, action]) => [`filter_${kind}`, action !== 'accept'])),
    summary: SUMMARY,
  }
}

export const notificationPolicy: Handlers = {
  getNotificationPolicy: view,
  getNotificationPolicyV1: viewV1,
  updateNotificationPolicy: (call) => {
    for (const kind of KINDS) {
      const action = text(call.body[`for_${kind}`])
      if (action) saved(call).set(kind, action)
    }
    return view(call)
  },
  updateNotificationPolicyV1: (call) => {
    for (const kind of KINDS) {
      const filtered = flag(call.body[`filter_${kind}`])
      if (filtered !== undefined) saved(call).set(kind, filtered ? 'filter' : 'accept')
    }
    return viewV1(call)
  },
}
