import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { NetworkError } from '../errors/network-error.ts'
import { type Frame, openSocket, type SocketOptions, type SocketStatus } from './index.ts'

/** A connection whose server is the test. */
class FakeSocket extends EventTarget {
  static opened: FakeSocket[] = []
  static get last(): FakeSocket {
    return FakeSocket.opened.at(-1) ?? expect.unreachable('no connection was asked for')
  }

  binaryType = 'blob'
  readyState = 0
  readonly sent: unknown[] = []
  readonly url: string
  readonly rest: unknown[]

  constructor(url: string, ...rest: unknown[]) {
    super()
    this.url = url
    this.rest = rest
    FakeSocket.opened.push(this)
  }

  send(data: unknown): void {
    this.sent.push(data)
  }

  close(): void {
    this.drop(1005)
  }

  open(): this {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
    return this
  }

  say(...frames: string[]): this {
    for (const data of frames) this.dispatchEvent(new MessageEvent('message', { data }))
    return this
  }

  drop(code = 1006, reason = ''): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.dispatchEvent(Object.assign(new Event('close'), { code, reason }))
  }
}

/** One that can ping and wait, as that of the package `ws` does. */
class AbleSocket extends FakeSocket {
  pings = 0
  paused = false
  terminated = false
  #pong = (): void => {}

  ping(): void {
    this.pings++
  }
  pong(): void {
    this.#pong()
  }
  pause(): void {
    this.paused = true
  }
  resume(): void {
    this.paused = false
  }
  terminate(): void {
    this.terminated = true
    this.drop()
  }
  on(_: 'pong', listener: () => void): void {
    this.#pong = listener
  }
  off(): void {
    this.#pong = () => {}
  }
}

const settle = () => vi.advanceTimersByTimeAsync(0)

/** Opens a socket and loops over it. */
async function follow(options: Partial<SocketOptions> = {}) {
  const statuses: SocketStatus[] = []
  const socket = openSocket({
    url: () => 'ws://server.test/stream',
    WebSocket: FakeSocket,
    onStatus: (status) => void statuses.push(status),
    // No plain request leaves this machine.
    probe: async () => undefined,
    random: () => 0,
    ...options,
  })
  const frames: Frame[] = []
  const ended = (async () => {
    for await (const frame of socket) frames.push(frame)
  })().then(
    () => 'done' as const,
    (error: unknown) => error,
  )
  await settle()
  return { socket, frames, statuses, ended, delays: () => statuses.flatMap(delayOf) }
}

const delayOf = (status: SocketStatus) => (status.type === 'retry' ? [status.delay] : [])

beforeEach(() => {
  vi.useFakeTimers()
  FakeSocket.opened = []
})
afterEach(() => {
  const timers = vi.getTimerCount()
  vi.useRealTimers()
  if (timers > 0) throw new Error(`${timers} timers were left`)
})

describe('a connection', () => {
  test('gives texts, and bytes as a Uint8Array', async () => {
    const { frames, socket } = await follow()
    FakeSocket.last.open().say('one')
    FakeSocket.last.dispatchEvent(new MessageEvent('message', { data: Uint8Array.of(1, 2).buffer }))
    await settle()
    expect(frames).toEqual(['one', Uint8Array.of(1, 2)])
    expect(FakeSocket.last.binaryType).toBe('arraybuffer')
    await socket.close()
  })

  test('is asked for with the subprotocols and headers of the moment', async () => {
    let token = 'a'
    const { socket } = await follow({ protocols: () => [token], headers: () => ({ authorization: token }) })
    token = 'b'
    FakeSocket.last.open().drop()
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened.map(({ rest }) => rest)).toEqual([
      [{ protocols: ['a'], headers: { authorization: 'a' } }],
      [{ protocols: ['b'], headers: { authorization: 'b' } }],
    ])
    await socket.close()
  })

  test('that is closed with a secret in the reason repeats it to nobody', async () => {
    const { statuses, ended } = await follow({ secrets: ['hush-1234'] })
    FakeSocket.last.open().drop(1008, 'hush-1234 is over')
    const error = await ended
    expect(error).toMatchObject({ message: expect.stringContaining('1008: [token] is over') as string })
    expect(inspect([error, statuses], { depth: 9 })).not.toContain('hush')
  })

  test('gives headers to the package ws where that expects them', async () => {
    const { socket } = await follow({ WebSocket: AbleSocket, headers: () => ({ a: 'b' }) })
    expect(FakeSocket.last.rest).toEqual([[], { headers: { 'user-agent': 'typefed', a: 'b' } }])
    await socket.close()
  })

  test('takes frames while it is open only', async () => {
    const { socket } = await follow()
    expect(socket.state).toBe('connecting')
    expect(socket.send('early')).toBe(false)
    FakeSocket.last.open()
    expect(socket.state).toBe('open')
    expect(socket.send('now')).toBe(true)
    await socket.close()
    expect(socket.send('late')).toBe(false)
    expect(FakeSocket.last.sent).toEqual(['now'])
    expect(socket.state).toBe('closed')
  })
})

describe('a connection that was lost', () => {
  test.each([1000, 1001, 1005, 1006, 1011, 1012])('by code %i is back within 250 ms', async (code) => {
    const { statuses, frames, socket } = await follow()
    FakeSocket.last.open().say('a')
    await vi.advanceTimersByTimeAsync(60_000)
    FakeSocket.last.drop(code)
    await vi.advanceTimersByTimeAsync(250)
    FakeSocket.last.open().say('b')
    await settle()
    expect(frames).toEqual(['a', 'b'])
    expect(statuses).toMatchObject([
      { type: 'open', connection: 1 },
      { type: 'drop', reason: 'close', code, error: { name: 'NetworkError' } },
      { type: 'retry', attempt: 1, delay: 200 },
      { type: 'open', connection: 2 },
    ])
    await socket.close()
  })

  test('leaves the frames that came in the same moment', async () => {
    const { frames, socket } = await follow()
    FakeSocket.last.open().say('a', 'b').drop()
    await settle()
    expect(frames).toEqual(['a', 'b'])
    await socket.close()
  })

  test('is tried after longer and longer delays, which begin anew only after one that lasted', async () => {
    const { delays, socket } = await follow({ reconnect: { stableAfter: 5_000, maxDelay: 3_000 } })
    for (const life of [0, 0, 4_999, 0, 5_000, 0]) {
      FakeSocket.last.open()
      await vi.advanceTimersByTimeAsync(life)
      FakeSocket.last.drop()
      await vi.advanceTimersByTimeAsync(3_000)
    }
    expect(delays()).toEqual([200, 1_000, 2_000, 3_000, 200, 1_000])
    await socket.close()
  })

  test('is asked for where the moment says', async () => {
    let cursor = 1
    const { socket } = await follow({ url: async () => `ws://server.test/?cursor=${cursor}` })
    cursor = 7
    FakeSocket.last.open().drop()
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened.map(({ url }) => url)).toEqual([
      'ws://server.test/?cursor=1',
      'ws://server.test/?cursor=7',
    ])
    await socket.close()
  })

  test('ends the loop with the last error when all attempts are used up', async () => {
    const { ended, frames } = await follow({ reconnect: { maxRetries: 2 } })
    FakeSocket.last.open().say('a').drop()
    for (let i = 0; i < 2; i++) {
      await vi.advanceTimersByTimeAsync(1_000)
      FakeSocket.last.drop()
    }
    expect(await ended).toMatchObject({
      name: 'NetworkError',
      message: 'server.test: no connection could be opened',
    })
    expect(FakeSocket.opened).toHaveLength(3)
    expect(frames).toEqual(['a'])
  })

  test('ends the loop at once where nobody wants it back: quietly if it was closed normally', async () => {
    const quiet = await follow({ reconnect: false })
    FakeSocket.last.open().say('a').drop(1000)
    expect(await quiet.ended).toBe('done')
    expect(quiet.frames).toEqual(['a'])
    const loud = await follow({ reconnect: false })
    FakeSocket.last.open().drop(1006)
    expect(await loud.ended).toMatchObject({
      message: 'server.test: the connection was closed with code 1006',
    })
  })
})

describe('what counts as lost', () => {
  test('a handshake that is not completed', async () => {
    const { statuses, socket } = await follow({ connectTimeout: 500 })
    await vi.advanceTimersByTimeAsync(500)
    expect(statuses[0]).toMatchObject({ type: 'drop', reason: 'connect-timeout' })
    expect(FakeSocket.opened[0]?.readyState).toBe(3)
    await socket.close()
  })

  test('a connection without any frame for too long, from its opening on', async () => {
    const { statuses, socket } = await follow({ idleTimeout: 1_000 })
    FakeSocket.last.open()
    await vi.advanceTimersByTimeAsync(900)
    FakeSocket.last.say('a')
    await vi.advanceTimersByTimeAsync(999)
    expect(statuses).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(statuses[1]).toMatchObject({ type: 'drop', reason: 'idle' })
    await socket.close()
  })

  test('asks a question where it cannot ping, and counts as lost without a reply', async () => {
    const question = () => 'there?'
    const { statuses, socket } = await follow({ heartbeat: 1_000, question })
    FakeSocket.last.open()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(FakeSocket.last.sent).toEqual(['there?'])
    FakeSocket.last.say('no')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(FakeSocket.last.sent).toEqual(['there?', 'there?'])
    expect(statuses).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(statuses[1]).toMatchObject({ type: 'drop', reason: 'heartbeat' })
    await socket.close()
  })

  test('one that answers no ping, where the socket can ping', async () => {
    const { statuses, socket } = await follow({ WebSocket: AbleSocket, heartbeat: 1_000 })
    const connection = (FakeSocket.last as AbleSocket).open()
    await vi.advanceTimersByTimeAsync(1_500)
    connection.pong()
    await vi.advanceTimersByTimeAsync(1_400)
    expect(connection.pings).toBe(2)
    expect(statuses).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(100)
    expect(statuses[1]).toMatchObject({ type: 'drop', reason: 'heartbeat' })
    expect(connection.terminated).toBe(true)
    await socket.close()
  })

  test('not one that sends frames instead of pongs', async () => {
    const { statuses, socket } = await follow({ WebSocket: AbleSocket, heartbeat: 1_000 })
    FakeSocket.last.open()
    for (let i = 0; i < 8; i++) {
      await vi.advanceTimersByTimeAsync(500)
      FakeSocket.last.say('a')
    }
    expect(statuses).toHaveLength(1)
    await socket.close()
  })

  test('an address that the network did not give', async () => {
    let fails = true
    const { statuses, socket } = await follow({
      url: async () => {
        if (fails) throw new NetworkError('no instance')
        return 'ws://server.test/'
      },
    })
    expect(statuses[0]).toMatchObject({
      type: 'drop',
      reason: 'no-address',
      error: { message: 'no instance' },
    })
    fails = false
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened).toHaveLength(1)
    await socket.close()
  })
})

describe('what ends a socket for good', () => {
  test.each([1003, 1008])('the close code %i, after the frames before it', async (code) => {
    const { ended, frames } = await follow()
    FakeSocket.last.open().say('a').drop(code, 'not you')
    expect(await ended).toMatchObject({
      name: 'StreamError',
      message: `server.test: the server ended the stream with code ${code}: not you`,
    })
    expect(frames).toEqual(['a'])
  })

  test('no code at all, if the caller says so', async () => {
    const { socket } = await follow({ isFinal: (_, reason) => reason !== 'too slow' })
    FakeSocket.last.open().drop(1008, 'too slow')
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened).toHaveLength(2)
    await socket.close()
  })

  test.each([400, 401, 403, 404])('a handshake refused with %i, where the socket tells', async (status) => {
    const plain = vi.spyOn(globalThis, 'fetch')
    const outcomes = [
      [status, 'CursorTooOld: begin anew'],
      // The server has changed its mind since.
      [429, 'the handshake was refused'],
    ] as const
    for (const [responded, words] of outcomes) {
      const body = { error: 'CursorTooOld', message: 'begin anew' }
      plain.mockResolvedValueOnce(Response.json(body, { status: responded }))
      const { ended } = await follow()
      const error = new Error(`Unexpected server response: ${status}`)
      FakeSocket.last.dispatchEvent(Object.assign(new Event('error'), { error }))
      FakeSocket.last.drop()
      expect(await ended).toMatchObject({ status, message: `server.test: ${status} ${words}` })
    }
    plain.mockRestore()
  })

  test('not one that a probe says may be opened the next time', async () => {
    const { socket } = await follow({ probe: async () => 'retry' })
    FakeSocket.last.dispatchEvent(
      Object.assign(new Event('error'), { error: new Error('Unexpected server response: 404') }),
    )
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened).toHaveLength(2)
    await socket.close()
  })

  test.each([408, 425, 429, 500, 503])('not one refused with %i', async (status) => {
    const { socket } = await follow()
    const error = new Error(`Unexpected server response: ${status}`)
    FakeSocket.last.dispatchEvent(Object.assign(new Event('error'), { error }))
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(200)
    expect(FakeSocket.opened).toHaveLength(2)
    await socket.close()
  })

  test('the error that a probe gives, asked only after a connection that never opened', async () => {
    const refusal = new Error('401')
    const probe = vi.fn<() => Promise<Error | undefined>>().mockResolvedValueOnce(undefined)
    const { ended } = await follow({ probe })
    FakeSocket.last.open().drop()
    await vi.advanceTimersByTimeAsync(200)
    expect(probe).not.toHaveBeenCalled()
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(FakeSocket.opened).toHaveLength(3)
    probe.mockRejectedValueOnce(new NetworkError('no answer'))
    FakeSocket.last.drop()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(FakeSocket.opened).toHaveLength(4)
    probe.mockResolvedValueOnce(refusal)
    FakeSocket.last.drop()
    expect(await ended).toBe(refusal)
  })

  test.each([
    ['url', { url: () => Promise.reject(new Error('mine')) }],
    ['probe', { probe: () => Promise.reject(new Error('mine')) }],
    ['isFinal', { isFinal: () => fail() }],
    ['onStatus', { onStatus: () => fail() }],
  ])('what %s throws', async (_, options) => {
    const { ended } = await follow(options)
    if ('isFinal' in options) FakeSocket.last.open()
    FakeSocket.opened.at(-1)?.drop()
    expect(await ended).toMatchObject({ message: 'mine' })
  })

  test('the signal, with its reason, at once and whatever waits', async () => {
    const controller = new AbortController()
    const { ended, frames } = await follow({ signal: controller.signal })
    FakeSocket.last.open().say('a')
    const reason = new Error('enough')
    controller.abort(reason)
    expect(await ended).toBe(reason)
    expect(frames).toEqual([])
    expect(FakeSocket.last.readyState).toBe(3)
  })

  test('a signal that was aborted before anything was asked for', async () => {
    const { ended } = await follow({ signal: AbortSignal.abort('no') })
    expect(await ended).toBe('no')
    expect(FakeSocket.opened).toHaveLength(0)
  })
})

function fail(): never {
  throw new Error('mine')
}

describe('closing', () => {
  test.each([
    ['while it connects', () => {}],
    ['while it is open', () => void FakeSocket.last.open()],
    ['while it waits', () => FakeSocket.last.open().drop()],
  ])('%s ends the loop and leaves nothing', async (_, prepare) => {
    const { socket, ended } = await follow({ idleTimeout: 1_000 })
    prepare()
    await settle()
    await socket.close()
    await socket.close()
    expect(await ended).toBe('done')
    expect(FakeSocket.opened.map(({ readyState }) => readyState)).toEqual([3])
  })

  test('comes with leaving the loop, and with the end of the block', async () => {
    const url = () => 'ws://server.test/'
    {
      await using socket = openSocket({ url, WebSocket: FakeSocket })
      await settle()
      FakeSocket.last.open()
      expect(socket.state).toBe('open')
    }
    expect(FakeSocket.last.readyState).toBe(3)
    const socket = openSocket({ url, WebSocket: FakeSocket })
    await settle()
    FakeSocket.last.open().say('a', 'b')
    for await (const frame of socket) {
      expect(frame).toBe('a')
      break
    }
    expect(socket.state).toBe('closed')
    expect(FakeSocket.last.readyState).toBe(3)
  })

  test('waits a second for a server that does not answer', async () => {
    const { socket } = await follow()
    FakeSocket.last.open().close = () => {}
    const closing = socket.close().then(() => 'closed')
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await closing).toBe('closed')
  })
})

describe('a full buffer', () => {
  const two = { buffer: { size: 2 } }

  /** A socket over which nobody loops yet. */
  async function fill(options: Partial<SocketOptions>) {
    const statuses: SocketStatus[] = []
    const socket = openSocket({
      url: () => 'ws://server.test/',
      WebSocket: FakeSocket,
      onStatus: (status) => void statuses.push(status),
      ...two,
      ...options,
    })
    await settle()
    FakeSocket.last.open().say('a', 'b', 'c')
    const walk = socket[Symbol.asyncIterator]()
    const take = async () => (await walk.next()).value
    return { socket, statuses, take }
  }

  test('has a socket wait that can', async () => {
    const { statuses, take, socket } = await fill({ WebSocket: AbleSocket, heartbeat: 100 })
    const connection = FakeSocket.last as AbleSocket
    expect(connection.paused).toBe(true)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await take()).toBe('a')
    expect(connection.paused).toBe(true)
    expect([await take(), await take()]).toEqual(['b', 'c'])
    expect(connection.paused).toBe(false)
    expect(statuses.slice(1)).toEqual([
      { type: 'lag', action: 'pause' },
      { type: 'caught-up', lost: 0 },
    ])
    await socket.close()
  })

  test('leaves no timer if what tells of it is the end', async () => {
    const onStatus = ({ type }: SocketStatus) => {
      if (type === 'caught-up') fail()
    }
    const { take } = await fill({ WebSocket: AbleSocket, heartbeat: 100, idleTimeout: 100, onStatus })
    await take()
    await take()
    expect(await take()).toBe('c')
    await expect(take()).rejects.toThrow('mine')
  })

  test('leaves the connection, and opens another once all was taken', async () => {
    const { statuses, take, socket } = await fill({})
    expect(FakeSocket.last.readyState).toBe(3)
    expect(await take()).toBe('a')
    expect(FakeSocket.opened).toHaveLength(1)
    expect(await take()).toBe('b')
    await settle()
    expect(FakeSocket.opened).toHaveLength(2)
    FakeSocket.last.open().say('c')
    expect(await take()).toBe('c')
    expect(statuses.map(({ type }) => type)).toEqual(['open', 'lag', 'caught-up', 'open'])
    await socket.close()
  })

  test('loses the oldest frames where that is asked for, and tells how many', async () => {
    const { statuses, take, socket } = await fill({ buffer: { size: 2, whenFull: 'drop-oldest' } })
    FakeSocket.last.say('d')
    expect(await take()).toBe('c')
    expect(await take()).toBe('d')
    expect(statuses.slice(1)).toEqual([
      { type: 'lag', action: 'drop-oldest' },
      { type: 'caught-up', lost: 2 },
    ])
    await socket.close()
  })

  test('is full by its bytes, too', async () => {
    const { statuses, take, socket } = await fill({ buffer: { bytes: 3, whenFull: 'drop-oldest' } })
    FakeSocket.last.say('defg')
    expect(await take()).toBe('defg')
    expect(statuses.slice(1)).toEqual([
      { type: 'lag', action: 'drop-oldest' },
      { type: 'caught-up', lost: 3 },
    ])
    await socket.close()
  })

  test('ends the socket where that is asked for, after what is in it', async () => {
    const { take } = await fill({ buffer: { size: 2, whenFull: 'error' } })
    expect([await take(), await take()]).toEqual(['a', 'b'])
    await expect(take()).rejects.toThrow(
      'server.test: 2 frames with 2 bytes wait to be taken, and the buffer holds no more',
    )
  })
})

test('frames that are there are handed on without a turn of the event loop between them', async () => {
  const socket = openSocket({ url: () => 'ws://server.test/', WebSocket: FakeSocket })
  await settle()
  FakeSocket.last.open().say(...Array.from({ length: 1_000 }, (_, i) => String(i)))
  let turns = 0
  const turn = setInterval(() => turns++, 0)
  const frames: Frame[] = []
  for await (const frame of socket) if (frames.push(frame) === 1_000) break
  clearInterval(turn)
  expect(turns).toBe(0)
  expect(frames).toHaveLength(1_000)
})
