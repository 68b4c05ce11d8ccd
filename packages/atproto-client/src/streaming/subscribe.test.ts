import { encode } from '@atcute/cbor'
import type { SubscriptionStatus } from '@typefed/core/lexicon'
import * as fc from 'fast-check'
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest'
import type { SubscribeReposMessage } from '../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { AtprotoClient, type Stream } from '../index.ts'

type Data = string | Uint8Array<ArrayBuffer>

/** Where the connections went that were asked for. */
const urls: string[] = []
afterEach(() => {
  urls.length = 0
  vi.unstubAllGlobals()
})

/** A server that sends the frames of one connection after the other, and closes each. */
function serve(...connections: { frames: Data[]; code?: number; reason?: string }[]): void {
  class Socket extends EventTarget {
    readyState = 0
    constructor(url: string) {
      super()
      const { frames, code = 1000, reason = '' } = connections[urls.push(url) - 1] ?? { frames: [] }
      queueMicrotask(() => {
        this.dispatchEvent(new Event('open'))
        for (const frame of frames) {
          const data = typeof frame === 'string' ? frame : frame.slice().buffer
          this.dispatchEvent(new MessageEvent('message', { data }))
        }
        this.readyState = 3
        this.dispatchEvent(Object.assign(new Event('close'), { code, reason }))
      })
    }
    close(): void {}
  }
  vi.stubGlobal('WebSocket', Socket)
}

function frame(header: object, body: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...encode(header), ...encode(body)])
}

const NSID = 'com.atproto.sync.subscribeRepos'
const info = frame({ op: 1, t: '#info' }, { name: 'OutdatedCursor' })
const wrong = frame({ op: 1, t: '#info' }, { name: 7 })
const time = '2026-01-31T12:00:00.000Z'
const numbered = (seq: number) => frame({ op: 1, t: '#identity' }, { seq, did: 'did:plc:a', time })
const newer = (seq: number) => frame({ op: 1, t: '#newer' }, { seq })
const misfit = (seq: number) => frame({ op: 1, t: '#identity' }, { seq, did: 7, time })

const once = { reconnect: false } as const
const again = { reconnect: { maxRetries: 1, initialDelay: 0, stableAfter: 1e9, jitter: 1 } }
const follow = (client: AtprotoClient, params = {}, options = {}) =>
  Array.fromAsync(client.com.atproto.sync.subscribeRepos(params, { ...once, ...options }))
const seqs = (messages: object[]) => messages.map((message) => (message as { seq?: number }).seq)

describe('a stream', () => {
  test('gives messages with their full $type, kinds that the lexicon does not list too', async () => {
    serve({ frames: [info, frame({ op: 1, t: '#newer' }, { any: 1 })] })
    expect(await follow(new AtprotoClient())).toEqual([
      { $type: `${NSID}#info`, name: 'OutdatedCursor' },
      { $type: `${NSID}#newer`, any: 1 },
    ])
  })

  test('asks for nothing before it is looped over, and refuses wrong parameters then', async () => {
    serve({ frames: [] })
    const stream = new AtprotoClient().com.atproto.sync.subscribeRepos({ cursor: 0.5 }, once)
    await stream.close()
    expect(await Array.fromAsync(stream)).toEqual([])
    await expect(follow(new AtprotoClient(), { cursor: 0.5 })).rejects.toThrow(`parameters of ${NSID}`)
    expect(urls).toEqual([])
  })

  test('is refused at once on a client whose calls are passed on to another service', () => {
    const chat = new AtprotoClient().withChat()
    expect(() => chat.chat.bsky.moderation.subscribeModEvents()).toThrow(
      'stream chat.bsky.moderation.subscribeModEvents is not valid: proxy: expected none',
    )
    const labeler = new AtprotoClient().with({ headers: { 'Atproto-Proxy': 'did:web:a#b' } })
    expect(() => labeler.com.atproto.label.subscribeLabels()).toThrow('the URL of the service itself')
  })

  test('ends with the reason that the server gives', async () => {
    const frames = [frame({ op: -1 }, { error: 'FutureCursor', message: 'Cursor in the future' })]
    serve({ frames, code: 1008, reason: 'FutureCursor' })
    await expect(follow(new AtprotoClient(), { cursor: 9 }, again)).rejects.toMatchObject({
      name: 'StreamError',
      error: 'FutureCursor',
      message: `${NSID}: FutureCursor: Cursor in the future`,
    })
    expect(urls).toHaveLength(1)
  })

  test('throws at a message that does not fit, or warns, or does not look, as the client is set', async () => {
    serve({ frames: [wrong, info] }, { frames: [wrong, info] }, { frames: [wrong, info] })
    await expect(follow(new AtprotoClient())).rejects.toThrow(`message of ${NSID}`)
    const warnings: string[] = []
    const onWarning = ({ message }: Error) => void warnings.push(message)
    expect(await follow(new AtprotoClient({ validate: 'warn', onWarning }))).toHaveLength(2)
    expect(warnings.join()).toContain('name: expected a string, got the number 7')
    expect(await follow(new AtprotoClient({ validate: 'off', onWarning }))).toHaveLength(2)
    expect(warnings).toHaveLength(1)
  })

  test('is typed by its lexicon', () => {
    const { subscribeRepos } = new AtprotoClient().com.atproto.sync
    expectTypeOf(subscribeRepos({ cursor: 1 }, { idleTimeout: 1 })).toEqualTypeOf<
      Stream<SubscribeReposMessage>
    >()
    // @ts-expect-error it has a cursor only
    subscribeRepos({ curser: 1 })
  })
})

describe('a stream that was lost', () => {
  test('goes on after its last message, and gives none twice', async () => {
    serve({ frames: [numbered(5), numbered(6)], code: 1006 }, { frames: [numbered(6), numbered(7)] })
    const messages: object[] = []
    await expect(async () => {
      const stream = new AtprotoClient().com.atproto.sync.subscribeRepos({ cursor: 4 }, again)
      for await (const message of stream) messages.push(message)
    }).rejects.toMatchObject({ name: 'NetworkError' })
    expect(seqs(messages)).toEqual([5, 6, 7])
    expect(urls.map((url) => new URL(url).searchParams.get('cursor'))).toEqual(['4', '6'])
    expect(urls[0]).toMatch(/^wss:\/\/bsky\.social\/xrpc\/com\.atproto\.sync\.subscribeRepos\?/)
  })

  test('goes on by the revision where that is the cursor', async () => {
    const limited = { actorDid: 'did:plc:a', createdAt: time, endpoint: NSID }
    const event = (rev: string) => frame({ op: 1, t: '#eventRateLimitExceeded' }, { ...limited, rev })
    serve({ frames: [event('3a'), event('3b')], code: 1006 }, { frames: [event('3b'), event('3c')] })
    const messages: unknown[] = []
    await expect(async () => {
      const stream = new AtprotoClient().chat.bsky.moderation.subscribeModEvents({}, again)
      for await (const message of stream) messages.push((message as { rev?: string }).rev)
    }).rejects.toThrow('closed with code')
    expect(messages).toEqual(['3a', '3b', '3c'])
    expect(new URL(urls[1] ?? '').searchParams.get('cursor')).toBe('3b')
  })

  test('comes back when the server found it too slow', async () => {
    const slow = { frames: [numbered(1), frame({ op: -1 }, { error: 'ConsumerTooSlow' })], code: 1008 }
    serve({ ...slow, reason: 'ConsumerTooSlow' }, { frames: [numbered(2)], code: 1003 })
    const messages: object[] = []
    await expect(async () => {
      for await (const message of new AtprotoClient().com.atproto.sync.subscribeRepos({}, again))
        messages.push(message)
    }).rejects.toThrow(`${NSID}: the server ended the stream with code 1003`)
    expect(seqs(messages)).toEqual([1, 2])
  })

  test('tells of numbers that were skipped, and whether the server says that they are gone', async () => {
    serve({ frames: [numbered(5), numbered(8), numbered(9), info, numbered(20)] })
    const statuses: SubscriptionStatus[] = []
    const onStatus = (status: SubscriptionStatus) => void statuses.push(status)
    await follow(new AtprotoClient(), { cursor: 4 }, { onStatus })
    expect(statuses.filter(({ type }) => type === 'gap')).toEqual([
      { type: 'gap', after: 5, next: 8, outdated: false },
      { type: 'gap', after: 9, next: 20, outdated: true },
    ])
  })
})

describe('a stream whose numbers are not what they should be', () => {
  /** What is handed on of frames, connection by connection, and what is reported of their numbers. */
  async function run(params: object, connections: Data[][]) {
    urls.length = 0
    serve(...connections.map((frames) => ({ frames, code: 1006 })))
    const reported: string[] = []
    const messages: object[] = []
    const stream = new AtprotoClient({
      validate: 'warn',
      onWarning: () => {},
    }).com.atproto.sync.subscribeRepos(params, {
      reconnect: { ...again.reconnect, maxRetries: connections.length - 1 },
      onStatus: (status) => {
        if ('after' in status) reported.push(`${status.type} ${status.after} ${status.next}`)
      },
    })
    await expect(async () => {
      for await (const message of stream) messages.push(message)
    }).rejects.toThrow('closed with code')
    const cursors = urls.map((url) => Number(new URL(url).searchParams.get('cursor')))
    return { seqs: seqs(messages), reported, cursors }
  }
  const FAR = Number.MAX_SAFE_INTEGER

  test.each([
    ['of a known kind', numbered(FAR), [`jump 5 ${FAR}`]],
    ['of an unknown kind', newer(FAR), []],
    ['that does not fit', misfit(FAR), []],
  ])('is not silenced by one frame with a far number, %s', async (_, far, reported) => {
    const lost = await run({ cursor: 4 }, [
      [numbered(5), far],
      [numbered(6), numbered(7)],
    ])
    expect(lost).toEqual({ seqs: [5, FAR, 6, 7], reported, cursors: [4, 5] })
    const kept = await run({ cursor: 4 }, [[numbered(5), far, numbered(6)], [numbered(7)]])
    expect(kept).toEqual({ seqs: [5, FAR, 6, 7], reported, cursors: [4, 6] })
  })

  test('follows a jump that the numbers after it confirm', async () => {
    const frames = [5, 900_000, 900_001, 900_002].map(numbered)
    expect(await run({ cursor: 4 }, [frames, [numbered(900_003)]])).toEqual({
      seqs: [5, 900_000, 900_001, 900_002, 900_003],
      reported: ['jump 5 900000'],
      cursors: [4, 900_002],
    })
  })

  test('goes on with a server that begins again, within a connection or after one', async () => {
    expect(await run({ cursor: 80_000 }, [[80_001, 1, 2].map(numbered), [numbered(3)]])).toEqual({
      seqs: [80_001, 1, 2, 3],
      reported: ['reset 80001 1'],
      cursors: [80_000, 2],
    })
    expect(await run({ cursor: 80_000 }, [[numbered(80_001)], [1, 2].map(numbered)])).toEqual({
      seqs: [80_001, 1, 2],
      reported: ['reset 80001 1'],
      cursors: [80_000, 80_001],
    })
  })

  test('drops what is repeated after a new connection, and says so', async () => {
    expect(
      await run({ cursor: 99 }, [[100, 101].map(numbered), [98, 99, 100, 101, 102].map(numbered)]),
    ).toEqual({
      seqs: [100, 101, 102],
      reported: ['repeat 101 98'],
      cursors: [99, 101],
    })
  })

  test('asks for a new connection after all of the last one was taken', async () => {
    serve({ frames: [1, 2, 3].map(numbered), code: 1006 }, { frames: [numbered(4)] })
    const taken: unknown[] = []
    const stream = new AtprotoClient().com.atproto.sync.subscribeRepos({}, again)
    await expect(async () => {
      for await (const message of stream) {
        taken.push(...seqs([message]))
        await new Promise((resolve) => setTimeout(resolve, 150))
      }
    }).rejects.toThrow('closed with code')
    expect(taken).toEqual([1, 2, 3, 4])
    expect(new URL(urls[1] ?? '').searchParams.get('cursor')).toBe('3')
  })
})

describe('a frame that cannot be read', () => {
  const broken: [string, Data][] = [
    ['a text', '{"op":1}'],
    ['nothing', new Uint8Array()],
    ['a header alone', new Uint8Array(encode({ op: 1, t: '#info' }))],
    ['half a body', numbered(7).slice(0, -1)],
    ['a header that is no map', frame([1], { seq: 1 })],
    ['a body that is no map', frame({ op: 1, t: '#info' }, ['a'])],
    ['another kind of header', frame({ op: 2, t: '#info' }, {})],
    ['a header without a type', frame({ op: 1 }, {})],
  ]

  test.each(broken)('%s, is told of and skipped', async (_, data) => {
    serve({ frames: [data, info] })
    const errors: Error[] = []
    const onError = (error: Error) => void errors.push(error)
    expect(await follow(new AtprotoClient(), {}, { onError })).toHaveLength(1)
    expect(errors).toMatchObject([{ name: 'StreamError', message: `${NSID}: a frame that cannot be read` }])
  })

  test('is told of on the console if nobody listens', async () => {
    using warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    serve({ frames: ['text'] })
    await follow(new AtprotoClient())
    expect(warn).toHaveBeenCalledOnce()
  })

  test('ends the stream if the handler throws', async () => {
    serve({ frames: ['text', info] })
    const onError = () => {
      throw new Error('mine')
    }
    await expect(follow(new AtprotoClient(), {}, { onError })).rejects.toThrow('mine')
  })

  test('whatever its bytes, is a message, a report or the end, and what follows is read', async () => {
    const good = [numbered(1), info, frame({ op: -1 }, { error: 'ConsumerTooSlow' })]
    const flipped = fc
      .tuple(fc.constantFrom(...good), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([bytes, at, bits]) => bytes.map((byte, i) => (i === at % bytes.length ? byte ^ bits : byte)))
    const cut = fc.tuple(fc.constantFrom(...good), fc.nat()).map(([bytes, at]) => bytes.slice(0, at))
    const random = fc.uint8Array().map((bytes) => new Uint8Array(bytes))
    await fc.assert(
      fc.asyncProperty(fc.oneof(flipped, cut, random, fc.string()), async (data) => {
        urls.length = 0
        serve({ frames: [data, frame({ op: 1, t: '#last' }, {})] })
        let reports = 0
        const client = new AtprotoClient({ validate: 'off' })
        const ended = await follow(client, {}, { onError: () => reports++ }).catch((error: Error) => error)
        if (ended instanceof Error) expect(ended.name).toBe('StreamError')
        else expect(ended.at(-1)).toEqual({ $type: `${NSID}#last` })
      }),
      { numRuns: 300 },
    )
  })
})
