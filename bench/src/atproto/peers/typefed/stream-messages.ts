import { subscribeRepos } from '@typefed/atproto-client/com.atproto.sync.subscribeRepos'
import { subscribe } from '@typefed/atproto-client/streaming'
import type { Follow } from '../../../stream.ts'

export const follow: Follow = async (server, take) => {
  for await (const message of subscribe<object>(server, subscribeRepos)) if (message) take()
}
