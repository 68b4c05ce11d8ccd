import { vi } from 'vitest'
import { worldFetch } from './fetch.ts'
import { worldSocket } from './socket.ts'
import type { Places } from './places.ts'

const origins = new Map<string, string>()
const accounts = new Map<string, { did: string; handle: string }>()

/** Makes the global `fetch` and `WebSocket` know these hosts and handles too, and reach nothing else but loopback. */
export function addPlaces(places: Partial<Places>): void {
  if (origins.size === 0) {
    vi.stubGlobal('fetch', worldFetch({ origins, accounts }, globalThis.fetch))
    vi.stubGlobal('WebSocket', worldSocket(origins, globalThis.WebSocket))
  }
  for (const [name, origin] of places.origins ?? []) origins.set(name, origin)
  for (const [name, account] of places.accounts ?? []) accounts.set(name, account)
}
