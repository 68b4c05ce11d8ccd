import type { Corruption, Json } from '../../faults.ts'

/** Each puts its fault into a post that is no boost, or into its author. */
export const CORRUPTIONS: readonly Corruption<Json[]>[] = [
  at('a wrong type', (status) => (status['favourites_count'] = '12')),
  at('a missing field', (status) => delete status['created_at']),
  at('a missing field in the author', (_, account) => delete account['acct']),
  at('a bad enum', (status) => (status['visibility'] = 'sideways')),
  at('a bad enum in an attachment', (_status, _account, [, withImages = {}]) => {
    const [image] = withImages['media_attachments'] as Json[]
    if (image) image['type'] = 'hologram'
  }),
]

export const CONTROL: Corruption<Json[]> = at('nothing wrong', () => undefined)

/** What servers write into the preview of a page where they have no address. */
export const EMPTY_URLS: Corruption<Json[]> = at('empty addresses', (_status, _account, statuses) => {
  const card = statuses.find((status) => status['card'])?.['card']
  if (!card) throw new Error('the body holds no card')
  Object.assign(card, { author_url: '', provider_url: '', embed_url: '' })
})

function at(
  name: string,
  change: (status: Json, account: Json, statuses: readonly Json[]) => unknown,
): Corruption<Json[]> {
  return {
    name,
    apply: (statuses) => {
      const [status] = statuses as [Json]
      change(status, status['account'] as Json, statuses)
    },
  }
}
