import type { Floor } from '../version/since.ts'
import { Connecting } from './connecting.ts'
import type { StreamingHost } from './host.ts'
import { Hub } from './hub.ts'

const hubs = new WeakMap<object, Hub[]>()

/** The hub of a client: one for all its clones that have the same token and connect in the same manner. */
export function hubOf(client: StreamingHost<Floor>): Hub {
  const { connections, accessToken, streaming, headers } = client.settings()
  // One that nobody listens to may be of a token that is gone.
  const living = (hubs.get(connections) ?? []).filter((hub) => !hub.isIdle)
  let found = living.find(({ connecting: { settings } }) => {
    const isSame = settings.accessToken === accessToken && settings.streaming === streaming
    return isSame && JSON.stringify(settings.headers ?? {}) === JSON.stringify(headers ?? {})
  })
  if (!found) living.push((found = new Hub(new Connecting(client))))
  hubs.set(connections, living)
  return found
}
