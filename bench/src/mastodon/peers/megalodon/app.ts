import type { MegalodonInterface } from 'megalodon'

export async function describe(client: MegalodonInterface, acct: string): Promise<string[]> {
  const lines: string[] = []

  const { data: me } = await client.verifyAccountCredentials()
  lines.push(me.display_name, String(me.source?.fields.length))

  const { data: timeline } = await client.getHomeTimeline({ limit: 40 })
  for (const status of timeline) {
    lines.push((status.reblog ?? status).content)
    lines.push(...status.media_attachments.map((media) => media.description ?? media.type))
    if (status.poll) lines.push(...status.poll.options.map((option) => option.title))
    if (status.card?.image) lines.push(status.card.title)
  }

  const { data: posted } = await client.postStatus('Hi', { visibility: 'unlisted' })
  lines.push(posted.id)

  const { data: status } = await client.getStatus(posted.id)
  lines.push(status.account.acct, String(status.edited_at))

  const { data: context } = await client.getStatusContext(posted.id)
  lines.push(...context.descendants.map((reply) => reply.account.display_name))

  const { data: account } = await client.lookupAccount(acct)
  lines.push(...account.fields.map((field) => `${field.name}: ${field.value}`))

  const { data: posts } = await client.getAccountStatuses(account.id, { only_media: true })
  lines.push(...posts.map((post) => post.media_attachments[0]?.url ?? post.uri))

  const { data: notifications } = await client.getNotifications({ exclude_types: ['follow'] })
  for (const { type, account: from, status: about } of notifications) {
    if (type === 'mention' && about && from) lines.push(`${from.acct}: ${about.content}`)
  }

  const { data: found } = await client.search('cats', { type: 'hashtags' })
  lines.push(...found.hashtags.map((tag) => `${tag.name} ${tag.history?.[0]?.uses ?? ''}`))

  const { data: followers } = await client.getAccountFollowers(account.id, { limit: 80 })
  lines.push(...followers.map((follower) => follower.note))

  const { data: favourited } = await client.favouriteStatus(posted.id)
  lines.push(String(favourited.favourites_count))

  const { data: instance } = await client.getInstance()
  lines.push(instance.title, String(instance.configuration.statuses.max_characters))
  return lines
}
