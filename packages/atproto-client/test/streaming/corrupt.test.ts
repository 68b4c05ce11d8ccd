import { startAtprotoNetwork } from '@typefed/test-servers/atproto'
import type { WebSocketEvent } from '@typefed/core/socket'
import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { firehose } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { lastSeq, notes } from './support.ts'

/** What the real server sent of one write each. */
const recorded: Uint8Array<ArrayBuffer>[] = []

beforeAll(async () => {
  await using network = await startAtprotoNetwork()
  const client = await logIn(network, await network.createAccount())
  const cursor = await lastSeq(client)
  await notes(5).apply(client)
  await client.app.bsky.actor.profile.put({ displayName: 'A' })
  await client.com.atproto.identity.updateHandle({ handle: 'renamed.test' })
  const url = `${network.pds.url.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos?cursor=${cursor}`
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  await new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      if (recorded.push(new Uint8Array(data)) === 3) resolve()
    })
  })
  socket.close()
}, 60_000)

/** Brings these frames and closes. */
function socketOf(frames: readonly Uint8Array<ArrayBuffer>[]) {
  return class extends EventTarget {
    binaryType = ''
    readyState = 0
    constructor() {
      super()
      queueMicrotask(() => {
        this.dispatchEvent(new Event('open'))
        for (const frame of frames)
          this.dispatchEvent(new MessageEvent('message', { data: frame.slice().buffer }))
        this.readyState = 3
        this.dispatchEvent(
          Object.assign(new Event('close'), { code: 1000, reason: '' }) as WebSocketEvent & Event,
        )
      })
    }
    send(): void {}
    close(): void {}
  }
}

/** What frames come to: how many events and reports, and what ended the stream. */
async function read(frames: readonly Uint8Array<ArrayBuffer>[]) {
  let [events, reports] = [0, 0]
  const WebSocket = socketOf(frames)
  const stream = firehose('ws://server.test', { WebSocket, reconnect: false, onError: () => reports++ })
  try {
    for await (const _ of stream) events++
    return { events, reports }
  } catch (error) {
    return { events, reports, error }
  }
}

test('frames as they came give their events', async () => {
  expect(await read(recorded)).toEqual({ events: 7, reports: 0 })
})

const places = fc.record({
  index: fc.nat({ max: 2 }),
  where: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

test('a frame without its end is told of once, and takes nothing from those before', async () => {
  await fc.assert(
    fc.asyncProperty(places, async ({ index, where }) => {
      const before = recorded.slice(0, index)
      const frame = recorded[index]!
      const cut = frame.slice(0, Math.floor(where * frame.length))
      expect(await read([...before, cut])).toEqual({ ...(await read(before)), reports: 1 })
    }),
  )
})

test('a frame with a changed byte gives events, reports or the end, and takes nothing from those before', async () => {
  await fc.assert(
    fc.asyncProperty(places, fc.integer({ min: 1, max: 255 }), async ({ index, where }, bits) => {
      const before = recorded.slice(0, index)
      const changed = recorded[index]!.slice()
      changed[Math.floor(where * changed.length)]! ^= bits
      const { events, error } = await read([...before, changed])
      expect(events).toBeGreaterThanOrEqual((await read(before)).events)
      if (error !== undefined) expect(error).toMatchObject({ name: 'StreamError' })
    }),
    { numRuns: 500 },
  )
})
