import type { Measure, MeasureContext } from '../measure.ts'
import { peersWith, type Protocol, type StreamProgram } from '../protocol.ts'
import type { Row } from '../row.ts'
import { runWorker } from '../run.ts'
import { startServer } from '../server.ts'
import { median, takeTurns } from '../turns.ts'

/** The ways in which `workers/stream-recovery.ts` has a connection lost, as they are called in a row. */
const WAYS = {
  'close-1000': 'close 1000',
  'close-1001': 'close 1001',
  reset: 'a reset',
  restart: 'a restart',
}

/** Milliseconds: within this a peer should be back after a first loss. */
const RECOVERY = 250

export const streams: Measure = {
  name: 'streams',
  about: 'following a stream of recorded frames, and coming back to it',
  async run(protocol, context) {
    const { streams } = protocol
    if (!streams) return []
    await using server = await startServer(protocol.id, 'stream-server')
    const rows: Row[] = []
    for (const line of streams.reading) rows.push(...(await read(protocol, context, line, server.url)))
    for (const [way, called] of Object.entries(WAYS)) {
      const { program, peers, notes = {} } = streams.recovery
      const comeBack = (peer: string) =>
        runWorker<number>('stream-recovery', [protocol.id, peer, program, way])
      const runners = peers.map((peer) => [peer, () => comeBack(peer)])
      const cells = await takeTurns(
        context,
        `back after ${called}`,
        Object.fromEntries(runners) as Record<string, () => Promise<number>>,
      )
      rows.push({ label: `back after ${called}, ms`, target: RECOVERY, cells, notes })
    }
    return rows
  },
}

/** What a frame costs, and how many come in a second. */
async function read(
  protocol: Protocol,
  context: MeasureContext,
  { program, label, target, notes = {} }: StreamProgram,
  server: string,
): Promise<Row[]> {
  const speeds = new Map<string, number[]>()
  const run = async (peer: string) => {
    const { cpu, speed } = await runWorker<{ cpu: number; speed: number }>('stream', [
      protocol.id,
      peer,
      program,
      server,
    ])
    speeds.set(peer, [...(speeds.get(peer) ?? []), speed])
    return cpu
  }
  const runners = peersWith(protocol, program).map(({ id }) => [id, () => run(id)])
  const cells = await takeTurns(
    context,
    label,
    Object.fromEntries(runners) as Record<string, () => Promise<number>>,
  )
  const perSecond = [...speeds].map(([peer, values]) => [peer, median(values)])
  return [
    { label: `${label}, CPU a frame, us`, digits: 1, cells, notes, ...(target !== undefined && { target }) },
    { label: `${label}, frames a second`, cells: Object.fromEntries(perSecond) as Row['cells'] },
  ]
}
