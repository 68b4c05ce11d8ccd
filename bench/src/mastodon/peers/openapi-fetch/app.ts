import type { MastodonApi } from './connect.ts'

export async function describe(client: MastodonApi, acct: string): Promise<string[]> {
  const lines: string[] = []

  const { data: me } = await client.GET('/api/v1/accounts/verify_credentials')
  if (me) lines.push(me.display_name, String(me.source.follow_requests_count))

  const { data: timeline = [] } = await client.GET('/api/v1/timelines/home', {
    params: { query: { limit: 40 } },
  })
  for (const status of timeline) {
    lines.push((status.reblog ?? status).content)
    lines.push(...status.media_attachments.map((media) => media.description ?? media.type))
    if (status.poll) lines.push(...status.poll.options.map((option) => option.title))
    if (status.card?.image) lines.push(status.card.title)
  }

  const { data: posted } = await client.POST('/api/v1/statuses', {
    body: { status: 'Hi', visibility: 'unlisted' },
  })
  const params = { path: { id: posted?.id ?? '' } }

  const { data: status } = await client.GET('/api/v1/statuses/{id}', { params })
  if (status) lines.push(status.account.acct, String(status.edited_at))

  const { data: context } = await client.GET('/api/v1/statuses/{id}/context', { params })
  lines.push(...(context?.descendants.map((reply) => reply.account.display_name) ?? []))

  const { data: account } = await client.GET('/api/v1/accounts/lookup', { params: { query: { acct } } })
  lines.push(...(account?.fields.map((field) => `${field.name}: ${field.value}`) ?? []))

  const path = { id: account?.id ?? '' }
  const { data: posts = [] } = await client.GET('/api/v1/accounts/{id}/statuses', {
    params: { path, query: { only_media: true } },
  })
  lines.push(...posts.map((post) => post.media_attachments[0]?.url ?? post.uri))

  const { data: notifications = [] } = await client.GET('/api/v1/notifications', {
    params: { query: { 'types[]': ['mention', 'favourite'] } },
  })
  for (const { type, account: from, status: about } of notifications) {
    if (type === 'mention' && about) lines.push(`${from.acct}: ${about.content}`)
  }

  const { data: found } = await client.GET('/api/v2/search', {
    params: { query: { q: 'cats', type: 'hashtags' } },
  })
  lines.push(...(found?.hashtags.map((tag) => `${tag.name} ${tag.history[0]?.uses ?? ''}`) ?? []))

  const { data: followers = [] } = await client.GET('/api/v1/accounts/{id}/followers', {
    params: { path, query: { limit: 80 } },
  })
  lines.push(...followers.map((follower) => follower.note))

  const { data: favourited } = await client.POST('/api/v1/statuses/{id}/favourite', { params })
  lines.push(String(favourited?.favourites_count))

  const { data: instance } = await client.GET('/api/v2/instance')
  lines.push(String(instance?.title), String(instance?.configuration.statuses.max_characters))
  return lines
}
