/**
 * Prints what a peer's validation of a body costs as a multiple of parsing it: `validate.ts <protocol> <peer> <mode>`.
 *
 * Every value is parsed, then validated at once, and both are timed around each value. So the parse and the check
 * share one process and one minute, no value is validated twice, and it is as warm in the caches as it is in a client.
 * To validate copies parsed beforehand was less stable: they outlive a collection, which then counts as validation.
 */
import type { Validation } from '../contract.ts'
import { cpuTime } from '../cpu.ts'
import { median } from '../turns.ts'
import { workloadOf } from '../workload.ts'

const BLOCKS = 21
const WARM_UP_BLOCKS = 6
/** Microseconds of CPU. */
const BLOCK = 120_000

const [protocol, peer, mode] = process.argv.slice(2) as [string, string, 'strict' | 'lenient']
const { validation } = (await import(`../${protocol}/peers/${peer}/validation.ts`)) as {
  validation: Validation
}
const check = validation[mode]
if (!check) throw new Error(`${peer} knows no ${mode} validation`)

// As fetch makes them: decoded from bytes.
const workload = await workloadOf(protocol)
const texts = workload.bodies().map((text) => Buffer.from(text).toString('utf8'))
let turn = 0

function block(isRight: (body: unknown) => boolean): number {
  let parsing = 0
  let checking = 0
  while (parsing + checking < BLOCK) {
    const text = texts[turn++ % texts.length] as string
    const start = cpuTime()
    const body: unknown = JSON.parse(text)
    const parsed = cpuTime()
    const right = isRight(body)
    checking += cpuTime() - parsed
    parsing += parsed - start
    if (!right) throw new Error(`${peer} finds fault with a right body`)
  }
  return checking / parsing
}

const ratios = Array.from({ length: WARM_UP_BLOCKS + BLOCKS }, () => block(check))
process.stdout.write(JSON.stringify(median(ratios.slice(WARM_UP_BLOCKS))))
