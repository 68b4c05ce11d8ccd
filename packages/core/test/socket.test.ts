import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import WsWebSocket from 'ws'
import { UnauthorizedError } from '../src/index.ts'
import {
  type Clock,
  type Frame,
  openSocket,
  type Socket,
  type SocketOptions,
  type SocketStatus,
} from '../src/socket/index.ts'
import { SocketServer } from './socket-server.ts'

/** As long as it takes, on a slow machine too. */
const eventually = (check: () => void) => vi.waitFor(check, 15_000)

let server: SocketServer
const opened: Socket[] = []
beforeEach(async () => {
  server = await SocketServer.start()
})
afterEach(async () => {
  // One that a failed test left would find the next server on the same port.
  await Promise.all(opened.splice(0).map((socket) => socket.close()))
  await server.stop()
})

describe.each([
  ['the global WebSocket', globalThis.WebSocket],
  ['the package ws', WsWebSocket],
])('with %s', (name, WebSocket) => {
  const isWs = name === 'the package ws'

  function open(options: Partial<SocketOptions> = {}) {
    const statuses: SocketStatus[] = []
    const frames: Frame[] = []
    const onStatus = (status: SocketStatus) => void statuses.push(status)
    // No test waits for chance: the first delay is next to nothing.
    const socket = openSocket({ url: () => server.url, WebSocket, onStatus, random: () => 0.99, ...options })
    opened.push(socket)
    const ended = (async () => {
      for await (const frame of socket) frames.push(frame)
    })().then(
      () => 'done' as const,
      (error: unknown) => error,
    )
    return { socket, frames, statuses, ended }
  }

  test('texts and bytes come in order, and go', async () => {
    const { socket, frames } = open()
    await eventually(() => expect(frames).toEqual(['hello 1']))
    server.send('text', Uint8Array.of(1, 2, 3), '')
    await eventually(() => expect(frames).toHaveLength(4))
    expect(frames.slice(1)).toEqual(['text', Uint8Array.of(1, 2, 3), ''])
    expect(socket.send('back')).toBe(true)
    await socket.close()
    await eventually(() => expect(server.closeCodes).toEqual([1000]))
  })

  test.each<[string, () => unknown, number]>([
    ['a close with 1000', () => server.close(1000), 1000],
    ['a close with 1001', () => server.close(1001, 'going'), 1001],
    ['a TCP reset', () => server.reset(), 1006],
    ['a restart on the same port', () => server.stop().then(() => server.listen()), 1006],
  ])('it is back after %s', async (_, lose, code) => {
    const { socket, frames, statuses } = open()
    await eventually(() => expect(frames).toEqual(['hello 1']))
    server.send('last')
    await eventually(() => expect(frames).toHaveLength(2))
    await lose()
    await eventually(() => expect(frames).toEqual(['hello 1', 'last', 'hello 2']))
    expect(statuses).toContainEqual(expect.objectContaining({ type: 'drop', reason: 'close', code }))
    await socket.close()
  })

  test('frames right before the end of a connection are not lost', async () => {
    const { socket, frames } = open()
    await eventually(() => expect(frames).toHaveLength(1))
    server.send(...Array.from({ length: 500 }, (_, i) => String(i)))
    server.close(1001)
    await eventually(() => expect(frames).toHaveLength(502))
    expect(frames.at(-2)).toBe('499')
    await socket.close()
  })

  test('a handshake refused with 401 is final, by the probe where the socket does not tell', async () => {
    server.refuseWith = 401
    const told = { status: 401, headers: new Headers(), error: '', description: '', body: undefined }
    const probe = async () => new UnauthorizedError('probe', told)
    const { ended } = open(isWs ? {} : { probe })
    expect(await ended).toMatchObject({ name: 'UnauthorizedError', status: 401 })
  })

  test.each([404, 501])('a stream that a plain request finds missing (%i) is the end', async (status) => {
    server.refuseWith = status
    server.plainResponse = { status, body: '{"error":"MethodNotImplemented","message":"no such stream"}' }
    const { ended, statuses } = open()
    expect(await ended).toMatchObject({ status })
    if (!isWs) expect(statuses).toContainEqual(expect.objectContaining({ type: 'refusal' }))
  })

  test.each([400, 401, 403, 426])('a plain request refused with %i tells of no end', async (status) => {
    if (isWs) return expect(isWs).toBe(true)
    server.refuseWith = 503
    server.plainResponse = { status, body: `{"error":"Odd","message":"${'long '.repeat(3_000)}"}` }
    const { frames, statuses, socket } = open()
    await eventually(() => expect(statuses.map(({ type }) => type)).toContain('refusal'))
    server.refuseWith = undefined
    await eventually(() => expect(frames).toEqual(['hello 1']))
    const refusals = statuses.filter((one) => one.type === 'refusal')
    expect(refusals).toHaveLength(1)
    expect(refusals[0]?.error).toMatchObject({ status, error: 'Odd' })
    expect(refusals[0]?.error.message.length).toBeLessThan(500)
    await socket.close()
  })

  test('an address where nothing is is warned of once, with its host and the reason', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    await server.stop()
    const socket = openSocket({
      url: () => server.url,
      WebSocket,
      what: 'app.example.stream',
      reconnect: { maxRetries: 3, initialDelay: 1 },
      random: () => 0.99,
    })
    await expect(Array.fromAsync(socket)).rejects.toThrow('no connection to 127.0.0.1')
    expect(warn).toHaveBeenCalledTimes(1)
    const [error] = warn.mock.calls[0] as [Error]
    expect(error.message).toContain('ECONNREFUSED')
    expect(error.message).toMatch(/app\.example\.stream: no connection to 127\.0\.0\.1:\d+ could be opened/)
    warn.mockRestore()
    await server.listen()
  })

  test('a handshake refused with 503 is tried again', async () => {
    server.refuseWith = 503
    const { socket, frames, statuses } = open()
    await eventually(() => expect(statuses[1]).toMatchObject({ type: 'retry', attempt: 1 }))
    expect(statuses[0]).toMatchObject({ type: 'drop', reason: 'refused' })
    server.refuseWith = undefined
    await eventually(() => expect(frames).toEqual(['hello 1']))
    await socket.close()
  })

  test('a server that takes the connection and says nothing is left, and tried again', async () => {
    server.isMute = true
    const { socket, frames, statuses } = open({ connectTimeout: 100 })
    await eventually(() => expect(statuses[0]).toMatchObject({ type: 'drop', reason: 'connect-timeout' }))
    server.isMute = false
    await eventually(() => expect(frames).toEqual(['hello 1']))
    await socket.close()
  })

  test('a stall counts as a loss', async () => {
    const { socket, frames, statuses } = open({ idleTimeout: 100 })
    await eventually(() => expect(frames).toContain('hello 2'))
    expect(statuses).toContainEqual(expect.objectContaining({ type: 'drop', reason: 'idle' }))
    await socket.close()
  })

  test('a slow consumer gets every frame, and the buffer stays small', async () => {
    const actions: string[] = []
    const size = 50
    const socket = openSocket({
      url: () => server.url,
      WebSocket,
      buffer: { size },
      onStatus: (status) => void (status.type === 'lag' && actions.push(status.action)),
    })
    const texts = Array.from({ length: 200 }, (_, i) => `${i} ${'x'.repeat(10_000)}`)
    // One that cannot wait is given again what a cursor would ask for.
    let next = 0
    for await (const frame of socket) {
      if (String(frame).startsWith('hello')) server.send(...texts.slice(next))
      else if (frame === texts[next]) next++
      // The others wait until there are too many.
      if (actions.length === 0 && next === 1) await eventually(() => expect(actions).toHaveLength(1))
      if (next === texts.length) break
    }
    expect(next).toBe(texts.length)
    expect(new Set(actions)).toEqual(new Set([isWs ? 'pause' : 'reconnect']))
  })

  test('an abort, a break and the end of a block leave no connection open', async () => {
    const controller = new AbortController()
    const { ended, frames } = open({ signal: controller.signal })
    await eventually(() => expect(frames).toHaveLength(1))
    controller.abort(new Error('enough'))
    expect(await ended).toBe(controller.signal.reason)
    for await (const frame of openSocket({ url: () => server.url, WebSocket })) if (frame) break
    {
      await using socket = openSocket({ url: () => server.url, WebSocket })
      await eventually(() => expect(socket.state).toBe('open'))
    }
    await eventually(() => expect(server.openConnections).toBe(0))
    expect(server.connections).toBe(3)
  })

  test('no timer is left that would keep the process', async () => {
    const timers = new Set<unknown>()
    const clock: Clock = {
      now: () => performance.now(),
      setTimeout(callback, ms) {
        const timer = setTimeout(() => {
          timers.delete(timer)
          callback()
        }, ms)
        timers.add(timer)
        return timer
      },
      clearTimeout(timer) {
        timers.delete(timer)
        clearTimeout(timer as NodeJS.Timeout)
      },
    }
    const { socket, frames, ended } = open({ clock, idleTimeout: 100_000 })
    await eventually(() => expect(frames).toHaveLength(1))
    expect(timers.size).toBeGreaterThan(0)
    server.reset()
    await eventually(() => expect(frames).toHaveLength(2))
    await socket.close()
    expect(await ended).toBe('done')
    expect(timers.size).toBe(0)
  })
})

test('headers go with the handshake in Node', async () => {
  const seen: (string | undefined)[] = []
  server.onHandshake = (headers) => seen.push(headers.authorization)
  for (const WebSocket of [globalThis.WebSocket, WsWebSocket]) {
    const headers = () => ({ authorization: 'Bearer x' })
    for await (const frame of openSocket({ url: () => server.url, WebSocket, headers })) if (frame) break
  }
  expect(seen).toEqual(['Bearer x', 'Bearer x'])
})

test('the package ws is the default in Node where it is installed, but for one that stands in for the global one', async () => {
  const agents: (string | undefined)[] = []
  server.onHandshake = (headers) => agents.push(headers['user-agent'])
  const readOne = async () => {
    for await (const frame of openSocket({ url: () => server.url })) if (frame) break
  }
  await readOne()
  vi.stubGlobal('WebSocket', new Proxy(globalThis.WebSocket, {}))
  await readOne()
  vi.unstubAllGlobals()
  // That of ws names no user agent by itself.
  expect(agents).toEqual(['typefed', expect.not.stringContaining('typefed')])
})
