/**
 * Prints what it costs a peer to find the facets in the texts of posts as a multiple of what it costs another, and
 * whether both find the same: `detect.ts <protocol> <peer> <other>`.
 *
 * The two take short turns in one process, each held against the one before it.
 */
import { isDeepStrictEqual } from 'node:util'
import { cpuTime } from '../cpu.ts'
import { median } from '../turns.ts'

/** Microseconds of CPU: for warming up, and for all the measuring. */
const WARM_UP = 1_000_000
const TOTAL = 3_000_000
const POSTS = 400

type Detect = (text: string) => readonly { index: { byteStart: number; byteEnd: number }; features: object }[]

const [protocol, peer, other] = process.argv.slice(2) as [string, string, string]
const { postTexts } = (await import(`../${protocol}/body/post-texts.ts`)) as {
  postTexts: (count: number) => string[]
}
const detectOf = async (id: string) =>
  ((await import(`../${protocol}/peers/${id}/detection.ts`)) as { detect: Detect }).detect
const [ours, theirs] = [await detectOf(peer), await detectOf(other)]
const texts = postTexts(POSTS)

/** Without the `$type` that one puts on some of the facets and the other on none. */
const plain = (detect: Detect) => (text: string) =>
  detect(text).map(({ index: { byteStart, byteEnd }, features }) => ({ byteStart, byteEnd, features }))
const agrees = isDeepStrictEqual(texts.map(plain(ours)), texts.map(plain(theirs)))

turns(WARM_UP)
process.stdout.write(JSON.stringify({ ratio: median(turns(TOTAL)), agrees }))

function turns(budget: number): number[] {
  const end = cpuTime() + budget
  const ratios: number[] = []
  while (cpuTime() < end) {
    const before = pass(theirs)
    ratios.push(pass(ours) / before)
  }
  return ratios
}

/** Microseconds of CPU for all the texts, a few times so that the clock can tell. */
function pass(detect: Detect): number {
  const start = cpuTime()
  let found = 0
  for (let i = 0; i < 3; i++) for (const text of texts) found += detect(text).length
  if (found === 0) throw new Error('nothing was found')
  return cpuTime() - start
}
