import type { Measure } from '../measure.ts'
import { peersWith } from '../protocol.ts'
import type { Cell, Row } from '../row.ts'
import { runWorker } from '../run.ts'

export const catches: Measure = {
  name: 'catches',
  about: 'which faults strict validation sees, one put into the body at a time',
  async run(protocol, { say }) {
    const rows = new Map<string, Record<string, Cell>>()
    for (const { id } of peersWith(protocol, 'validation')) {
      say(`catches: ${id}`)
      const found = await runWorker<Record<string, boolean>>('probe', [protocol.id, id])
      for (const [label, isSo] of Object.entries(found)) {
        const cells = rows.get(label) ?? {}
        cells[id] = isSo ? 'yes' : 'no'
        rows.set(label, cells)
      }
    }
    return Array.from(rows, ([label, cells]): Row => {
      const notes = protocol.probeNotes[label]
      return { label, cells, target: 'yes', ...(notes && { notes }) }
    })
  },
}
