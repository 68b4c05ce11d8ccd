import { caughtIn, passesWith } from '../faults.ts'
import type { Workload } from '../workload.ts'
import { answersWith } from './answers.ts'
import { CONTROL, CORRUPTIONS, EMPTY_URLS } from './body/corruptions.ts'
import { SEEDS, timelineText } from './body/timeline.ts'
import type { Credentials } from './credentials.ts'

const accessToken = 'token'
const bodies = () => SEEDS.map(timelineText)

async function readPage(url: string): Promise<{ count: number; next: string | undefined }> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${accessToken}` } })
  const statuses = JSON.parse(await response.text()) as unknown[]
  const next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
  return { count: statuses.length, next }
}

const firstPage = (server: string) => `${server}/api/v1/timelines/home?limit=40`

export const workload: Workload = {
  bodies,
  credentials: (url): Credentials => ({ url, accessToken }),
  answers: (server) => answersWith(bodies(), server),
  byHand: {
    getHomeTimeline: async (server) => (await readPage(firstPage(server))).count,
    async walk(server) {
      let items = 0
      for (let url: string | undefined = firstPage(server); url !== undefined;) {
        const { count, next }: Awaited<ReturnType<typeof readPage>> = await readPage(url)
        items += count
        url = next
      }
      return items
    },
  },
  probe({ strict = () => true, lenient = strict }, peer) {
    const text = timelineText(SEEDS[0] as number)
    return {
      ...caughtIn(text, CORRUPTIONS, CONTROL, strict, peer),
      'accepts empty-string addresses': passesWith(text, EMPTY_URLS, lenient),
      'accepts empty-string addresses in strict mode': passesWith(text, EMPTY_URLS, strict),
    }
  },
}
