import type { Measure } from '../measure.ts'
import { peersWith } from '../protocol.ts'
import type { Cells } from '../row.ts'
import { runWorker } from '../run.ts'
import { startServer } from '../server.ts'
import { takeTurns } from '../turns.ts'

export const endToEnd: Measure = {
  name: 'end-to-end',
  about: 'calls of a server on loopback, beside fetch and JSON.parse',
  async run(protocol, context) {
    await using server = await startServer(protocol.id)
    const turns = protocol.endToEnd.flatMap(({ program, task }) =>
      peersWith(protocol, program).map(({ id }) => ({ program, task, id })),
    )
    // All programs take turns, not one program after the other.
    const medians = await takeTurns(
      context,
      'end to end',
      Object.fromEntries(
        turns.map(({ program, task, id }) => [
          `${id} ${program}`,
          () => runWorker<number>('end-to-end', [protocol.id, id, program, task, server.url]),
        ]),
      ),
    )
    return protocol.endToEnd.map(({ program, ...line }) => {
      const cells = peersWith(protocol, program).map(({ id }) => [id, medians[`${id} ${program}`]])
      return { ...line, digits: 2, cells: Object.fromEntries(cells) as Cells }
    })
  },
}
