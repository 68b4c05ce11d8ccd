import { createServer } from 'node:net'

/**
 * Below the range the kernel hands to outgoing connections (32768 and up on Linux, 49152 on macOS), so that a
 * port found free stays free until its server binds it, seconds later.
 */
const FIRST = 20_000
const LAST = 32_000

const taken = new Set<number>()

/** Finds a TCP port that is free on 127.0.0.1 and that this process has not handed out before. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    if (taken.has(port)) continue
    if (await isFree(port)) {
      taken.add(port)
      return port
    }
  }
  throw new Error(`no free port between ${FIRST} and ${LAST} on 127.0.0.1`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
