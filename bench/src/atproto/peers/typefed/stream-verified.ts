import { firehose } from '@typefed/atproto-client/streaming'
import type { Follow } from '../../../stream.ts'
import { signingKeys } from '../../stream/frames.ts'

export const follow: Follow = async (server, take) => {
  const keys = await signingKeys()
  const resolveKey = async (did: string) => keys.get(did) ?? ''
  for await (const event of firehose(server, { verify: { resolveKey } })) if (event.did) take()
}
