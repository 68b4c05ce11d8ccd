import { notFound } from '../answer.ts'
import { type Call, caller, type Handlers } from '../call.ts'
import { child, type Json } from '../document.ts'
import type { World } from '../world/world.ts'

/** The server names every kind, whatever it was told. */
const ALERTS = Object.fromEntries(
  [
    'mention',
    'status',
    'reblog',
    'follow',
    'follow_request',
    'favourite',
    'poll',
    'update',
    'quote',
    'quoted_update',
    'admin.sign_up',
    'admin.report',
  ].map((kind) => [kind, false]),
)

/** Keeps what a body of `createPushSubscription` says; nothing is ever pushed. */
export function subscribe(world: World, accountId: string, body: Json): Json {
  const wanted = child(body, 'subscription')
  const data = child(body, 'data')
  const subscription: Json = {
    id: world.nextSerial(),
    endpoint: wanted?.endpoint ?? '',
    standard: wanted?.standard === true,
    server_key: 'sandbox',
    alerts: { ...ALERTS, ...child(data, 'alerts') },
    policy: data?.policy ?? 'all',
  }
  world.pushSubscriptions.set(accountId, subscription)
  return subscription
}

function saved(call: Call): Json {
  const subscription = call.world.pushSubscriptions.get(caller(call).id)
  if (!subscription) throw notFound()
  return subscription
}

export const push: Handlers = {
  createPushSubscription: (call) => subscribe(call.world, caller(call).id, call.body),
  getPushSubscription: saved,
  updatePushSubscription: (call) => {
    const subscription = saved(call)
    const data = child(call.body, 'data')
    subscription.alerts = { ...ALERTS, ...child(data, 'alerts') }
    subscription.policy = data?.policy ?? call.body.policy ?? subscription.policy
    return subscription
  },
  deletePushSubscription: (call) => {
    call.world.pushSubscriptions.delete(caller(call).id)
    return {}
  },
}
