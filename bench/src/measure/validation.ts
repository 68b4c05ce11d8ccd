import type { Measure, MeasureContext } from '../measure.ts'
import { peersWith } from '../peers/peers.ts'
import type { Row } from '../row.ts'
import { runWorker } from '../run.ts'
import { takeTurns } from '../turns.ts'

const CONVERTS = 'includes making objects of links, bytes and blobs, without which it cannot check'

export const validation: Measure = {
  name: 'validation',
  about: 'checking a getTimeline body of 228 kB, as a multiple of JSON.parse of its text',
  async run(context) {
    return [
      {
        label: 'lenient validation of 228 kB, x JSON.parse',
        cells: await measure(context, 'lenient', ['typefed', 'bsky-sdk']),
        digits: 2,
        target: 0.5,
        notes: {
          typefed: 'types, required fields and $type; what a client does with answers by default',
          'bsky-sdk': `strict: false, where only datetimes, blobs and links are relaxed; ${CONVERTS}`,
        },
      },
      {
        label: 'strict validation of 228 kB, x JSON.parse',
        cells: await measure(
          context,
          'strict',
          peersWith('validation').map((peer) => peer.id),
        ),
        digits: 2,
        target: 0.5,
        notes: {
          typefed: 'everything the lexicons say, in the records of the posts too, which the peers leave out',
          atcute: 'knows one way',
          'bsky-sdk': CONVERTS,
          lex: 'runs the same code as @bsky/sdk',
          'atproto-api': `knows one way; ${CONVERTS}`,
        },
      },
    ]
  },
}

async function measure(
  context: MeasureContext,
  mode: string,
  peers: readonly string[],
): Promise<Row['cells']> {
  const runners = peers.map((peer) => [peer, () => runWorker<number>('validate', [peer, mode])])
  return takeTurns(
    context,
    `${mode} validation`,
    Object.fromEntries(runners) as Record<string, () => Promise<number>>,
  )
}
