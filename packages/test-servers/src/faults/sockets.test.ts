import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type AtprotoNetwork, startAtprotoNetwork } from '../atproto/index.ts'
import { faultyFront, type FaultyFront } from './index.ts'

/** A reader of the firehose, from its first event on. */
class Reader {
  bytes = 0
  frames = 0
  readonly opened: Promise<boolean>
  readonly closed: Promise<number>
  readonly #socket: WebSocket

  constructor(url: string) {
    this.#socket = new WebSocket(`${url.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos?cursor=0`)
    this.#socket.binaryType = 'arraybuffer'
    this.#socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      this.frames += 1
      this.bytes += data.byteLength
    })
    this.opened = new Promise((resolve) => {
      this.#socket.addEventListener('open', () => resolve(true))
      this.#socket.addEventListener('error', () => resolve(false))
    })
    this.closed = new Promise((resolve) => {
      this.#socket.addEventListener('close', ({ code }) => resolve(code))
    })
  }

  close(): void {
    this.#socket.close()
  }
}

describe('a front before a firehose', () => {
  let network: AtprotoNetwork
  let front: FaultyFront

  beforeAll(async () => {
    network = await startAtprotoNetwork()
    front = await faultyFront(network.pds.url)
    await network.createAccount()
  }, 60_000)
  afterEach(() => {
    front.dropSockets()
    front.clear()
  })
  afterAll(async () => {
    await front.close()
    await network.close()
  })

  test('passes frames on as they come', async () => {
    const reader = new Reader(front.url)
    await vi.waitFor(() => expect(reader.frames).toBeGreaterThanOrEqual(4))
    const seen = reader.frames
    await network.createAccount()
    await vi.waitFor(() => expect(reader.frames).toBeGreaterThan(seen))
    expect(front.openSockets).toBe(1)
    expect(front.requests[0]).toMatchObject({ socket: true, status: 101, outcome: 'pending' })
    reader.close()
    expect(await reader.closed).toBe(1005)
    await vi.waitFor(() => expect(front.openSockets).toBe(0))
  })

  test('dropped, the reader sees an abnormal end', async () => {
    const reader = new Reader(front.url)
    await reader.opened
    expect(front.dropSockets()).toBe(1)
    expect(await reader.closed).toBe(1006)
    expect(front.requests[0]?.outcome).toBe('broken')
  })

  test('stalled at will, nothing comes until it is cleared', async () => {
    const reader = new Reader(front.url)
    await vi.waitFor(() => expect(reader.frames).toBeGreaterThanOrEqual(4))
    expect(front.stallSockets()).toBe(1)
    const { frames } = reader
    await network.createAccount()
    await setTimeout(200)
    expect(reader.frames).toBe(frames)
    front.clear()
    await vi.waitFor(() => expect(reader.frames).toBeGreaterThan(frames))
  })

  test('stall: open from the first, and silent', async () => {
    front.inject({ fault: { kind: 'stall' } })
    const reader = new Reader(front.url)
    expect(await reader.opened).toBe(true)
    await setTimeout(200)
    expect(reader.frames).toBe(0)
  })

  test('cutBody: ends after so many bytes', async () => {
    front.inject({ times: 1, fault: { kind: 'cutBody', afterBytes: 300 } })
    const reader = new Reader(front.url)
    expect(await reader.closed).toBe(1006)
    expect(reader.bytes).toBeLessThanOrEqual(300)
    expect(reader.frames).toBeGreaterThan(0)
  })

  test('status: the handshake is refused', async () => {
    front.inject({
      match: 'com.atproto.sync.subscribeRepos',
      times: 1,
      fault: { kind: 'status', status: 429 },
    })
    expect(await new Reader(front.url).opened).toBe(false)
    expect(front.requests[0]).toMatchObject({ status: 429, outcome: 'answered' })
    expect(await new Reader(front.url).opened).toBe(true)
  })

  test('reset and hang: the handshake never ends', async () => {
    front.inject({ times: 1, fault: { kind: 'reset' } })
    expect(await new Reader(front.url).opened).toBe(false)
    front.inject({ times: 1, fault: { kind: 'hang' } })
    const hanging = new Reader(front.url)
    expect(await Promise.race([hanging.opened, setTimeout(150, 'waiting')])).toBe('waiting')
    front.clear()
    expect(await hanging.opened).toBe(false)
  })

  test('a restart of the server behind ends the sockets, and new ones work', async () => {
    const reader = new Reader(front.url)
    await reader.opened
    await network.restartPds()
    expect(await reader.closed).toBe(1006)
    const next = new Reader(front.url)
    await vi.waitFor(() => expect(next.frames).toBeGreaterThanOrEqual(4))
  })
})
