import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { jetstream } from '@typefed/atproto-client/streaming'
import { startJetstreamV2 } from '@typefed/test-servers/jetstream-v2'
import { expect, test } from 'vitest'

const RECONNECTS = 10_000
/** Of them, those before the heap is looked at: what is loaded and compiled once is there by then. */
const WARM_UP = 2_000
/** As long as it takes, on a busy machine too. */
const HALF_AN_HOUR = 1_800_000

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes that are in use. */
async function heap(): Promise<number> {
  for (let i = 0; i < 4; i++) {
    collectGarbage()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return process.memoryUsage().heapUsed
}

test(
  '10,000 lost connections leave the heap as it was',
  async () => {
    await using server = await startJetstreamV2()
    const stop = Promise.withResolvers<void>()
    let opens = 0
    let before = 0
    const stream = jetstream({
      service: server.url,
      version: 2,
      compress: false,
      // The delays do not begin anew, and are none.
      reconnect: { initialDelay: 0, stableAfter: 1e9 },
      onStatus: ({ type }) => {
        if (type !== 'open') return
        opens++
        // What a server remembers of its requests is not what is measured.
        ;(server.requests as unknown[]).length = 0
        const go = () => (opens >= RECONNECTS ? stop.resolve() : server.dropSockets())
        if (opens === WARM_UP) void heap().then((bytes) => ((before = bytes), go()))
        else setImmediate(go)
      },
    })
    const ended = Array.fromAsync(stream)
    await stop.promise
    expect(await heap()).toBeLessThan(before * 1.1)
    await stream.close()
    await ended
  },
  HALF_AN_HOUR,
)
