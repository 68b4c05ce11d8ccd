/** Five minutes of losses, in the time of a test. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MastodonClient } from '../../src/index.ts'

const MINUTES = 5

/** A socket that opens after a while, says something twice a second, and is lost now and then. */
class RestlessSocket extends EventTarget {
  static all: RestlessSocket[] = []
  static said = 0
  binaryType = 'blob'
  readyState = 0
  readonly sent: string[] = []
  readonly #timers: ReturnType<typeof setInterval>[] = []

  constructor(_url: string) {
    super()
    const number = RestlessSocket.all.push(this)
    this.#after(50, () => {
      // Every third one is never opened.
      if (number % 3 === 0) return this.close(1006)
      this.readyState = 1
      this.dispatchEvent(new Event('open'))
      this.#timers.push(setInterval(() => this.#say(), 500))
      this.#after(1_000 + (number % 7) * 3_000, () => this.close(number % 2 === 0 ? 1001 : 1006))
    })
  }

  send(data: string): void {
    this.sent.push(data)
  }

  close(code = 1000): void {
    if (this.readyState === 3) return
    this.readyState = 3
    for (const timer of this.#timers) clearInterval(timer)
    this.dispatchEvent(Object.assign(new Event('close'), { code }))
  }

  #say(): void {
    RestlessSocket.said++
    for (const stream of ['user', 'direct']) {
      const message = { stream: [stream], event: 'tick', payload: String(RestlessSocket.said) }
      this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }))
    }
  }

  #after(ms: number, run: () => void): void {
    this.#timers.push(setTimeout(run, ms))
  }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('every event of five restless minutes comes once, in order, and nothing is left at the end', async () => {
  const client = new MastodonClient({
    url: 'https://server.test',
    accessToken: 'token-12345678',
    // Where a socket is refused, the stream is asked for over HTTP, and nothing answers.
    fetch: (url) =>
      url.endsWith('/instance')
        ? Promise.resolve(
            Response.json({ version: '4.3.0', configuration: { urls: { streaming: 'wss://server.test' } } }),
          )
        : Promise.reject(new TypeError('fetch failed')),
    streaming: { WebSocket: RestlessSocket, reconnect: { initialDelay: 100, maxDelay: 2_000 } },
  })
  const taken = { user: [] as unknown[], direct: [] as unknown[] }
  const streams = [client.api.v1.streaming.user(), client.api.v1.streaming.direct()] as const
  const loops = [
    (async () => {
      for await (const { payload } of streams[0]) taken.user.push(payload)
    })(),
    (async () => {
      for await (const { payload } of streams[1]) taken.direct.push(payload)
    })(),
  ]
  // Loading the room of streams takes real time.
  await vi.waitFor(() => expect(RestlessSocket.all).not.toEqual([]))
  await vi.advanceTimersByTimeAsync(MINUTES * 60_000)
  for (const stream of streams) await stream.close()
  await Promise.all(loops)
  const said = Array.from({ length: RestlessSocket.said }, (_, index) => String(index + 1))
  expect(said.length).toBeGreaterThan(MINUTES * 60)
  expect(taken).toEqual({ user: said, direct: said })
  const opened = RestlessSocket.all.filter(({ sent }) => sent.length > 0)
  expect(opened.length).toBeGreaterThan(20)
  for (const { sent } of opened) {
    expect(sent.slice(0, 2).map((message) => JSON.parse(message) as unknown)).toEqual([
      { type: 'subscribe', stream: 'user' },
      { type: 'subscribe', stream: 'direct' },
    ])
  }
  expect(vi.getTimerCount()).toBe(0)
})
