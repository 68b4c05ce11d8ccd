import type { Measure } from '../measure.ts'
import { peersWith, programOf } from '../protocol.ts'
import type { Cells } from '../row.ts'
import { typeCheck } from '../tsc.ts'
import { takeTurns } from '../turns.ts'

export const typeCheckMeasure: Measure = {
  name: 'type-check',
  about: 'an app with 12 calls that uses what they return, under TypeScript 7',
  async run(protocol, context) {
    const { what, target, notes = {} } = protocol.typeCheck
    const peers = peersWith(protocol, 'app')
    const instantiations: Record<string, number> = {}
    const times = await takeTurns(
      context,
      'type-check',
      Object.fromEntries(
        peers.map((peer) => [
          peer.id,
          async () => {
            const found = await checkApp(programOf(protocol, peer, 'app'))
            instantiations[peer.id] = found.instantiations
            return found.checkTime
          },
        ]),
      ),
    )
    const counts = Object.keys(times).map((id) => [id, instantiations[id] ?? 'failed'])
    return [
      {
        label: `type-check of ${what}, instantiations`,
        cells: Object.fromEntries(counts) as Cells,
        target,
        notes,
      },
      { label: `type-check of ${what}, check time, ms`, cells: times, notes },
    ]
  },
}

async function checkApp(file: string) {
  const found = await typeCheck(file, '--skipLibCheck')
  if (found.errors.length > 0) throw new Error(found.errors.slice(0, 3).join('\n'))
  return found
}
