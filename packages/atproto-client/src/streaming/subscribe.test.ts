import { encode } from '@atcute/cbor'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { AtprotoClient } from '../index.ts'

/** A socket that sends these frames and closes. */
function serve(...frames: Uint8Array<ArrayBuffer>[]): void {
  class Socket extends EventTarget {
    constructor() {
      super()
      queueMicrotask(() => {
        for (const frame of frames)
          this.dispatchEvent(new MessageEvent('message', { data: frame.slice().buffer }))
        this.dispatchEvent(Object.assign(new Event('close'), { wasClean: true, code: 1000 }))
      })
    }
    close(): void {}
  }
  vi.stubGlobal('WebSocket', Socket)
}

function frame(header: object, body: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...encode(header), ...encode(body)])
}

const info = frame({ op: 1, t: '#info' }, { name: 'OutdatedCursor' })
const wrong = frame({ op: 1, t: '#info' }, { name: 7 })
const follow = (client: AtprotoClient) => Array.fromAsync(client.com.atproto.sync.subscribeRepos())

afterEach(() => vi.unstubAllGlobals())

describe('a stream', () => {
  test('gives messages with their full $type, kinds that the lexicon does not list too', async () => {
    serve(info, frame({ op: 1, t: '#newer' }, { any: 1 }))
    expect(await follow(new AtprotoClient())).toEqual([
      { $type: 'com.atproto.sync.subscribeRepos#info', name: 'OutdatedCursor' },
      { $type: 'com.atproto.sync.subscribeRepos#newer', any: 1 },
    ])
  })

  test('ends with the reason that the server gives', async () => {
    serve(frame({ op: -1 }, { error: 'FutureCursor', message: 'Cursor in the future' }))
    const ended = follow(new AtprotoClient())
    await expect(ended).rejects.toMatchObject({ name: 'StreamError', error: 'FutureCursor' })
  })

  test('throws at a message that does not fit, or warns, or does not look, as the client is set', async () => {
    serve(wrong, info)
    await expect(follow(new AtprotoClient())).rejects.toThrow('message of com.atproto.sync.subscribeRepos')
    const warnings: string[] = []
    const onWarning = ({ message }: Error) => void warnings.push(message)
    serve(wrong, info)
    expect(await follow(new AtprotoClient({ validate: 'warn', onWarning }))).toHaveLength(2)
    expect(warnings.join()).toContain('name: expected a string, got the number 7')
    serve(wrong, info)
    expect(await follow(new AtprotoClient({ validate: 'off', onWarning }))).toHaveLength(2)
    expect(warnings).toHaveLength(1)
  })
})
