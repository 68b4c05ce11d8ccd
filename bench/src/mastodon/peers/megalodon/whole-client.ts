import generator, { type MegalodonInterface } from 'megalodon'
import type { Credentials } from '../../credentials.ts'

export function run({ url, accessToken }: Credentials): MegalodonInterface {
  return generator('mastodon', url, accessToken)
}
