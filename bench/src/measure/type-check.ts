import type { Measure } from '../measure.ts'
import { type Peer, peersWith, programOf } from '../peers/peers.ts'
import type { Row } from '../row.ts'
import { typeCheck } from '../tsc.ts'
import { takeTurns } from '../turns.ts'

export const typeCheckMeasure: Measure = {
  name: 'type-check',
  about: 'an app with 12 queries that uses what they return, under TypeScript 7',
  needsLex: true,
  async run(context) {
    const peers = peersWith('app')
    const instantiations: Record<string, number> = {}
    const times = await takeTurns(
      context,
      'type-check',
      Object.fromEntries(
        peers.map((peer) => [
          peer.id,
          async () => {
            const found = await checkApp(peer)
            instantiations[peer.id] = found.instantiations
            return found.checkTime
          },
        ]),
      ),
    )
    const counts = Object.keys(times).map((id) => [id, instantiations[id] ?? 'failed'])
    const row = {
      notes: { lex: 'the modules that lex build makes are a part of the app, and checked with it' },
    }
    return [
      {
        ...row,
        label: 'type-check of 12 queries, instantiations',
        cells: Object.fromEntries(counts) as Row['cells'],
        target: 20_000,
      },
      { ...row, label: 'type-check of 12 queries, check time, ms', cells: times as Row['cells'] },
    ]
  },
}

async function checkApp(peer: Peer) {
  const found = await typeCheck(programOf(peer, 'app'), '--skipLibCheck')
  if (found.errors.length > 0) throw new Error(found.errors.slice(0, 3).join('\n'))
  return found
}
