import type { Measure } from '../measure.ts'
import { peersWith } from '../protocol.ts'
import type { Row } from '../row.ts'
import { runWorker } from '../run.ts'
import { takeTurns } from '../turns.ts'

export const validation: Measure = {
  name: 'validation',
  about: 'checking a body, as a multiple of JSON.parse of its text',
  async run(protocol, context) {
    const rows: Row[] = []
    for (const { mode, peers, fromText = false, ...line } of protocol.validation) {
      const ids = peers ?? peersWith(protocol, 'validation').map(({ id }) => id)
      const runners = ids.map((id) => [
        id,
        async () => (await runWorker<number>('validate', [protocol.id, id, mode])) + (fromText ? 1 : 0),
      ])
      const cells = await takeTurns(
        context,
        `${mode} validation`,
        Object.fromEntries(runners) as Record<string, () => Promise<number>>,
      )
      rows.push({ ...line, digits: 2, cells })
    }
    return rows
  },
}
