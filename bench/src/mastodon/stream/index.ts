import type { RecordedStream } from '../../stream.ts'
import { SEEDS, timelineText } from '../body/timeline.ts'

/** The posts of the timelines that calls answer with, as they come on the public stream. */
export const stream: RecordedStream = {
  frames() {
    const statuses = SEEDS.flatMap((seed) => JSON.parse(timelineText(seed)) as unknown[])
    const frames = statuses.map((status) =>
      JSON.stringify({ stream: ['public'], event: 'update', payload: JSON.stringify(status) }),
    )
    return Promise.resolve((index) => frames[index % frames.length] as string)
  },
}
