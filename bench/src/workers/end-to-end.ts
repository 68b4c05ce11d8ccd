/**
 * Prints what a client's calls cost in CPU as a multiple of fetching and parsing the same answers by hand:
 * `end-to-end.ts <protocol> <peer> <program> <task> <server>`.
 */
import { cpuTime } from '../cpu.ts'
import type { Connect } from '../contract.ts'
import { median } from '../turns.ts'
import { workloadOf } from '../workload.ts'

/** Microseconds of CPU: for warming up, for all the measuring, and for one block. */
const WARM_UP = 1_500_000
const TOTAL = 4_000_000
const BLOCK = 15_000
const MIN_CALLS = 3

const [protocol, peer, program, task, server] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]
const { connect } = (await import(`../${protocol}/peers/${peer}/${program}.ts`)) as {
  connect: Connect<unknown>
}
const workload = await workloadOf(protocol)
const { [task]: byHand } = workload.byHand
if (!byHand) throw new Error(`nobody does "${task}" by hand`)
const raw = () => byHand(server)
const items = await raw()

/** Microseconds of CPU for a call. */
async function block(call: () => Promise<number>): Promise<number> {
  const start = cpuTime()
  let calls = 0
  while (calls < MIN_CALLS || cpuTime() - start < BLOCK) {
    if ((await call()) !== items) throw new Error(`${peer} lost a part of the items`)
    calls++
  }
  return (cpuTime() - start) / calls
}

const call = await connect(workload.credentials(server))
await pairs(WARM_UP)
process.stdout.write(JSON.stringify(median(await pairs(TOTAL))))
process.exit(0)

/** Short blocks in turn, each held against the one before it: a slow moment of the machine hits both. */
async function pairs(budget: number): Promise<number[]> {
  const end = cpuTime() + budget
  const ratios: number[] = []
  while (cpuTime() < end) {
    const before = await block(raw)
    ratios.push((await block(call)) / before)
  }
  return ratios
}
