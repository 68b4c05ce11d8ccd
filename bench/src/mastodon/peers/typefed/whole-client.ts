import { MastodonClient } from '@typefed/mastodon-client'
import type { Credentials } from '../../credentials.ts'

export function run(credentials: Credentials): MastodonClient {
  return new MastodonClient(credentials)
}
