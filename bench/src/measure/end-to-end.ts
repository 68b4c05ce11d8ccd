import type { Measure } from '../measure.ts'
import { peersWith } from '../peers/peers.ts'
import type { Row } from '../row.ts'
import { runWorker } from '../run.ts'
import { startServer } from '../server.ts'
import { takeTurns } from '../turns.ts'

const UNIT = 'CPU a call, x fetch + JSON.parse'

const PROGRAMS: readonly (Omit<Row, 'cells'> & { program: string })[] = [
  {
    program: 'client',
    label: `getTimeline, ${UNIT}`,
    target: 1.25,
    notes: { typefed: 'lenient validation', lex: 'runs the same code as @bsky/sdk' },
  },
  { program: 'slim-client', label: `getTimeline, slim client, ${UNIT}`, target: 1.25 },
  { program: 'unchecked-client', label: `getTimeline without validation, ${UNIT}` },
]

export const endToEnd: Measure = {
  name: 'end-to-end',
  about: 'getTimeline with a session from a server on loopback',
  async run(context) {
    await using server = await startServer()
    const turns = PROGRAMS.flatMap(({ program }) => peersWith(program).map(({ id }) => ({ program, id })))
    // All programs take turns, not one program after the other.
    const medians = await takeTurns(
      context,
      'end to end',
      Object.fromEntries(
        turns.map(({ program, id }) => [
          `${id} ${program}`,
          () => runWorker<number>('end-to-end', [id, program, server.url]),
        ]),
      ),
    )
    return PROGRAMS.map(({ program, ...row }) => {
      const cells = peersWith(program).map(({ id }) => [id, medians[`${id} ${program}`]])
      return { ...row, digits: 2, cells: Object.fromEntries(cells) as Row['cells'] }
    })
  },
}
