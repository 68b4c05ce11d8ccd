type Args = ConstructorParameters<typeof WebSocket>

/** A `WebSocket` for which the hosts of the pages are those of servers on loopback. Throws a TypeError for any other. */
export function worldSocket(
  origins: ReadonlyMap<string, string>,
  Socket: typeof WebSocket,
): typeof WebSocket {
  return class extends Socket {
    constructor(...[url, ...rest]: Args) {
      super(toLoopback(String(url), origins), ...rest)
    }
  }
}

function toLoopback(url: string, origins: ReadonlyMap<string, string>): string {
  const { origin, pathname, search } = new URL(url.replace(/^ws/, 'http'))
  const target = origin.startsWith('http://127.0.0.1:') ? origin : origins.get(origin)
  if (target === undefined) throw new TypeError(`${origin}: no host of the pages`)
  return target.replace(/^http/, 'ws') + pathname + search
}
