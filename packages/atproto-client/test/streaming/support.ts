import { encode } from '@atcute/cbor'
import { vi } from 'vitest'
import type { WebSocketConstructor } from '@typefed/core/socket'
import type { AtprotoClient, Stream } from '../../src/index.ts'
import { note } from '../../src/generated/lexicons/dev.typefed.example.note.ts'
import { Writes } from '../../src/index.ts'

/** Waits until something holds, as long as it takes, on a slow machine too. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, 25_000)
}

export const createdAt = '2026-01-31T12:00:00.000Z'

/** So many new notes, whose texts are numbers from `first` on. */
export function notes(count: number, first = 0): Writes {
  const writes = new Writes()
  for (let i = 0; i < count; i++) writes.create(note, { text: String(first + i), createdAt })
  return writes
}

/** What a stream gives, until enough came. */
export async function takeUntil<T>(
  stream: Stream<T>,
  isEnough: (items: readonly T[]) => boolean,
): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) {
    items.push(item)
    if (isEnough(items)) break
  }
  return items
}

/** The number of the last event of a server. */
export async function lastSeq(client: AtprotoClient): Promise<number> {
  const { uri } = await client.dev.typefed.example.note.create({ text: 'last', createdAt })
  const stream = client.firehose({ cursor: 0, collections: [note.nsid] })
  for await (const event of stream) if (event.kind === 'commit' && event.uri === uri) return event.seq
  throw new Error('the stream ended')
}

/** A frame of an event stream. */
export function frame(type: string, body: object): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...encode({ op: 1, t: type }), ...encode(body)])
}

/** A server that sends the frames of one connection after the other, and closes each; where connections went. */
export function scripted(...connections: { frames: Uint8Array<ArrayBuffer>[]; code?: number }[]): {
  WebSocket: WebSocketConstructor
  urls: URL[]
} {
  const urls: URL[] = []
  class Socket extends EventTarget {
    binaryType = ''
    readyState = 0
    constructor(url: string) {
      super()
      const { frames, code = 1000 } = connections[urls.push(new URL(url)) - 1] ?? { frames: [] }
      queueMicrotask(() => {
        this.dispatchEvent(new Event('open'))
        for (const bytes of frames)
          this.dispatchEvent(new MessageEvent('message', { data: bytes.slice().buffer }))
        this.readyState = 3
        this.dispatchEvent(Object.assign(new Event('close'), { code, reason: '' }))
      })
    }
    send(): void {}
    close(): void {}
  }
  return { WebSocket: Socket as unknown as WebSocketConstructor, urls }
}
