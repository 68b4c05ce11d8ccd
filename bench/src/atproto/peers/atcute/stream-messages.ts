import { ComAtprotoSyncSubscribeRepos } from '@atcute/atproto'
import { FirehoseSubscription } from '@atcute/firehose'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  const subscription = new FirehoseSubscription({
    service: server.replace('http', 'ws'),
    nsid: ComAtprotoSyncSubscribeRepos.mainSchema,
  })
  for await (const message of subscription) if (message) take()
}
