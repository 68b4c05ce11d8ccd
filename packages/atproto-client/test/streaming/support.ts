import { vi } from 'vitest'
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
