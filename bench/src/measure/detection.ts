import type { Measure } from '../measure.ts'
import { peersWith } from '../protocol.ts'
import type { Cell } from '../row.ts'
import { runWorker } from '../run.ts'
import { takeTurns } from '../turns.ts'

interface Detected {
  readonly ratio: number
  readonly agrees: boolean
}

export const detection: Measure = {
  name: 'detection',
  about:
    'finding mentions, links and tags in the texts of posts, as a multiple of what it costs the official library',
  async run(protocol, context) {
    if (!protocol.detection) return []
    const { official, time, agreement } = protocol.detection
    const agrees: Record<string, Cell> = {}
    const runners = peersWith(protocol, 'detection').map(({ id }) => [
      id,
      async () => {
        const found = await runWorker<Detected>('detect', [protocol.id, id, official])
        agrees[id] = found.agrees ? 'yes' : 'no'
        return found.ratio
      },
    ])
    const cells = await takeTurns(
      context,
      'detection',
      Object.fromEntries(runners) as Record<string, () => Promise<number>>,
    )
    return [
      { ...time, digits: 2, cells },
      { ...agreement, cells: agrees, target: 'yes' },
    ]
  },
}
