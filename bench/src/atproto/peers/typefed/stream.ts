import { firehose } from '@typefed/atproto-client/streaming'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  // Each of the recorded commits has one operation.
  for await (const event of firehose(server)) if (event.did) take()
}
