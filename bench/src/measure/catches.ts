import type { Measure } from '../measure.ts'
import { peersWith } from '../peers/peers.ts'
import type { Cell, Row } from '../row.ts'
import { runWorker } from '../run.ts'

const NOTES: Readonly<Record<string, Row['notes']>> = {
  'a closed enum (in parameters)': {
    all: 'nothing in the body has a closed enum: the parameters of tools.ozone.moderation.queryEvents have',
    'bsky-sdk': 'has no tools.ozone lexicons',
    'atproto-api': 'lexicons.assertValidXrpcParams sees it; its client does not call that',
  },
}

export const catches: Measure = {
  name: 'catches',
  about: 'which faults strict validation sees, one put into the body at a time',
  async run({ say }) {
    const rows = new Map<string, Record<string, Cell>>()
    for (const { id } of peersWith('validation')) {
      say(`catches: ${id}`)
      const caught = await runWorker<Record<string, boolean>>('catch', [id])
      for (const [fault, isCaught] of Object.entries(caught)) {
        const cells = rows.get(fault) ?? {}
        cells[id] = isCaught ? 'yes' : 'no'
        rows.set(fault, cells)
      }
    }
    return Array.from(rows, ([fault, cells]): Row => {
      const notes = NOTES[fault]
      return { label: `catches ${fault}`, cells, target: 'yes', ...(notes && { notes }) }
    })
  },
}
