import { caughtIn } from '../faults.ts'
import type { Workload } from '../workload.ts'
import { answersWith } from './answers.ts'
import { CONTROL, CORRUPTIONS } from './body/corruptions.ts'
import { SEEDS, timelineText } from './body/timeline.ts'
import type { Validation } from './contract.ts'
import type { Credentials } from './credentials.ts'

const bodies = () => SEEDS.map(timelineText)

async function getTimeline(server: string): Promise<number> {
  const response = await fetch(`${server}/xrpc/app.bsky.feed.getTimeline?limit=100`, {
    headers: { authorization: 'Bearer token' },
  })
  const { feed } = JSON.parse(await response.text()) as { feed: unknown[] }
  return feed.length
}

export const workload: Workload<Validation> = {
  bodies,
  credentials: (service): Credentials => ({
    service,
    identifier: 'alice.example',
    password: 'password',
  }),
  answers: () => answersWith(bodies()),
  byHand: { getTimeline },
  probe({ strict, ozoneParameters }, peer) {
    const text = timelineText(SEEDS[0] as number)
    const caught = caughtIn(text, CORRUPTIONS, CONTROL, strict, peer)
    if (ozoneParameters) {
      if (!ozoneParameters({ sortDirection: 'asc' }))
        throw new Error(`${peer} finds fault with right parameters`)
      caught['catches a closed enum (in parameters)'] = !ozoneParameters({ sortDirection: 'sideways' })
    }
    return caught
  },
}
