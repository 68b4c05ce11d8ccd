/**
 * Prints what a client's getTimeline costs in CPU as a multiple of fetching and parsing the same answers by hand:
 * `end-to-end.ts <peer> <program> <server>`.
 */
import { cpuTime } from '../cpu.ts'
import type { Connect } from '../peers/contract.ts'
import { median } from '../turns.ts'

/** Microseconds of CPU: for warming up, for all the measuring, and for one block. */
const WARM_UP = 1_500_000
const TOTAL = 4_000_000
const BLOCK = 15_000
const MIN_CALLS = 3

const [peer, program, service] = process.argv.slice(2) as [string, string, string]
const { connect } = (await import(`../peers/${peer}/${program}.ts`)) as { connect: Connect }

async function byHand(): Promise<number> {
  const response = await fetch(`${service}/xrpc/app.bsky.feed.getTimeline?limit=100`, {
    headers: { authorization: 'Bearer token' },
  })
  const { feed } = JSON.parse(await response.text()) as { feed: unknown[] }
  return feed.length
}

/** Microseconds of CPU for a call. */
async function block(call: () => Promise<number>): Promise<number> {
  const start = cpuTime()
  let calls = 0
  while (calls < MIN_CALLS || cpuTime() - start < BLOCK) {
    if ((await call()) !== 100) throw new Error(`${peer} lost a part of the timeline`)
    calls++
  }
  return (cpuTime() - start) / calls
}

const call = await connect({ service, identifier: 'alice.example', password: 'password' })
await pairs(WARM_UP)
process.stdout.write(JSON.stringify(median(await pairs(TOTAL))))
process.exit(0)

/** Short blocks in turn, each held against the one before it: a slow moment of the machine hits both. */
async function pairs(budget: number): Promise<number[]> {
  const end = cpuTime() + budget
  const ratios: number[] = []
  while (cpuTime() < end) {
    const raw = await block(byHand)
    ratios.push((await block(call)) / raw)
  }
  return ratios
}
