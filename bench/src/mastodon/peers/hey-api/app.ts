import * as sdk from '../../../../generated/hey-api/output/sdk.gen.ts'

const throwOnError = true

export async function describe(acct: string): Promise<string[]> {
  const lines: string[] = []

  const { data: me } = await sdk.verifyCredentials({ throwOnError })
  lines.push(me.display_name, String(me.source.follow_requests_count))

  const { data: timeline } = await sdk.getHomeTimeline({ query: { limit: 40 }, throwOnError })
  for (const status of timeline) {
    lines.push((status.reblog ?? status).content)
    lines.push(...status.media_attachments.map((media) => media.description ?? media.type))
    if (status.poll) lines.push(...status.poll.options.map((option) => option.title))
    if (status.card?.image) lines.push(status.card.title)
  }

  const { data: posted } = await sdk.createStatus({
    body: { status: 'Hi', visibility: 'unlisted' },
    throwOnError,
  })
  lines.push(posted.id)

  const path = { id: posted.id }
  const { data: status } = await sdk.getStatus({ path, throwOnError })
  lines.push(status.account.acct, String(status.edited_at))

  const { data: context } = await sdk.getStatusContext({ path, throwOnError })
  lines.push(...context.descendants.map((reply) => reply.account.display_name))

  const { data: account } = await sdk.lookupAccount({ query: { acct }, throwOnError })
  lines.push(...account.fields.map((field) => `${field.name}: ${field.value}`))

  const { data: posts } = await sdk.listAccountStatuses({
    path: { id: account.id },
    query: { only_media: true },
    throwOnError,
  })
  lines.push(...posts.map((post) => post.media_attachments[0]?.url ?? post.uri))

  const { data: notifications } = await sdk.listNotifications({
    query: { 'types[]': ['mention', 'favourite'] },
    throwOnError,
  })
  for (const { type, account: from, status: about } of notifications) {
    if (type === 'mention' && about) lines.push(`${from.acct}: ${about.content}`)
  }

  const { data: found } = await sdk.search({ query: { q: 'cats', type: 'hashtags' }, throwOnError })
  lines.push(...found.hashtags.map((tag) => `${tag.name} ${tag.history[0]?.uses ?? ''}`))

  const { data: followers } = await sdk.listFollowers({
    path: { id: account.id },
    query: { limit: 80 },
    throwOnError,
  })
  lines.push(...followers.map((follower) => follower.note))

  const { data: favourited } = await sdk.favouriteStatus({ path, throwOnError })
  lines.push(String(favourited.favourites_count))

  const { data: instance } = await sdk.getInstance({ throwOnError })
  lines.push(instance.title, String(instance.configuration.statuses.max_characters))
  return lines
}
