import { AsyncLocalStorage } from 'node:async_hooks'
import { Server } from 'node:net'

/**
 * The reference servers call `listen(port)`, which binds every interface, and have no option for the host.
 * While `onLoopback` runs, `listen` calls made by the work inside it, and by nobody else in the process, get
 * 127.0.0.1 instead.
 */
const inside = new AsyncLocalStorage<true>()
type Listen = (this: Server, ...args: unknown[]) => Server
const originalListen = Server.prototype.listen as Listen
let running = 0

export const LOOPBACK = '127.0.0.1'

/** Runs `work`; every server it starts with a bare port is bound to 127.0.0.1. */
export async function onLoopback<T>(work: () => Promise<T>): Promise<T> {
  if (running === 0) Server.prototype.listen = listenOnLoopback
  running += 1
  try {
    return await inside.run(true, work)
  } finally {
    running -= 1
    if (running === 0) Server.prototype.listen = originalListen
  }
}

function listenOnLoopback(this: Server, ...args: unknown[]): Server {
  const [first, second, ...rest] = args
  if (inside.getStore() !== true) return originalListen.apply(this, args)
  if (typeof first === 'number' && typeof second !== 'string') {
    return originalListen.call(this, first, LOOPBACK, ...(second === undefined ? [] : [second]), ...rest)
  }
  if (typeof first === 'object' && first !== null && 'port' in first && !('host' in first)) {
    return originalListen.call(this, { ...first, host: LOOPBACK }, ...args.slice(1))
  }
  return originalListen.apply(this, args)
}
