/**
 * Prints what it costs a peer to follow a stream: `stream.ts <protocol> <peer> <program> <server>`. Microseconds of CPU
 * for a frame, in all threads, and frames a second.
 */
import { cpuTime } from '../cpu.ts'
import type { Follow } from '../stream.ts'

/** Microseconds of CPU: for warming up, and for the measuring. */
const WARM_UP = 2_000_000
const TOTAL = 4_000_000
/** Frames that are measured at least. */
const MIN_FRAMES = 20_000
/** Frames between two looks at the clock. */
const BATCH = 256

const [protocol, peer, program, server] = process.argv.slice(2) as [string, string, string, string]
const { follow } = (await import(`../${protocol}/peers/${peer}/${program}.ts`)) as { follow: Follow }

let frames = 0
let start: { cpu: number; time: number } | undefined
const begun = cpuTime()

function take(): void {
  if (++frames % BATCH !== 0) return
  const cpu = cpuTime()
  if (!start) {
    if (cpu - begun < WARM_UP) return
    start = { cpu, time: performance.now() }
    frames = 0
  } else if (cpu - start.cpu >= TOTAL && frames >= MIN_FRAMES) {
    const seconds = (performance.now() - start.time) / 1_000
    process.stdout.write(JSON.stringify({ cpu: (cpu - start.cpu) / frames, speed: frames / seconds }))
    process.exit(0)
  }
}

await follow(server, take)
