import { Random } from './random.ts'
import { status, type StatusKind } from './status.ts'

/** What the posts of a timeline are, in turn. */
const KINDS: readonly (readonly [StatusKind, StatusKind?])[] = [
  ['text'],
  ['images'],
  ['boost', 'card'],
  ['reply'],
  ['tags'],
  ['boost', 'images'],
  ['card'],
  ['text'],
  ['poll'],
  ['boost', 'text'],
  ['quote'],
  ['images'],
  ['reply'],
  ['boost', 'tags'],
  ['text'],
  ['video'],
]

/** Seeds whose bodies are about as large as one another. */
export const SEEDS = [2, 8, 26, 27, 42, 53, 56, 57]

export const ITEMS = 40
const BYTES = { from: 186_000, to: 191_000 }

/** The body of a page of the home timeline: 40 posts, about 188 kB, the same at every run. */
export function timelineText(seed: number): string {
  const random = new Random(seed)
  const text = JSON.stringify(
    Array.from({ length: ITEMS }, (_, index) => {
      const [kind, boosted] = KINDS[index % KINDS.length] as readonly [StatusKind, StatusKind?]
      return status(random, kind, boosted)
    }),
  )
  const bytes = Buffer.byteLength(text)
  if (bytes < BYTES.from || bytes > BYTES.to) throw new Error(`seed ${seed} makes a body of ${bytes} bytes`)
  return text
}
