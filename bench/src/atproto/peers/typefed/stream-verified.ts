import { firehose } from '@typefed/atproto-client/streaming'
import type { Follow } from '../../../stream.ts'
import { signingKeys } from '../../stream/frames.ts'

export const follow: Follow = async (server, take) => {
  const keys = await signingKeys()
  const resolveKey = async (did: string) => keys.get(did) ?? ''
  // The recorded commits come over and over: no state may be kept by which they are old.
  const states = { get: () => undefined, set: () => {}, delete: () => {} }
  for await (const event of firehose(server, { verify: { resolveKey, states } })) if (event.did) take()
}
