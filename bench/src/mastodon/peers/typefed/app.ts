import type { MastodonClient } from '@typefed/mastodon-client'

export async function describe(client: MastodonClient, acct: string): Promise<string[]> {
  const { v1, v2 } = client.api
  const lines: string[] = []

  const me = await v1.accounts.verify_credentials.get()
  lines.push(me.display_name, String(me.source.follow_requests_count))

  const timeline = await v1.timelines.home.get({ params: { limit: 40 } })
  for (const status of timeline) {
    lines.push((status.reblog ?? status).content)
    lines.push(...status.media_attachments.map((media) => media.description ?? media.type))
    if (status.poll) lines.push(...status.poll.options.map((option) => option.title))
    if (status.card?.image) lines.push(status.card.title)
  }

  const posted = await v1.statuses.post({ body: { status: 'Hi', visibility: 'unlisted' } })
  lines.push(posted.id)

  const status = await v1.statuses(posted.id).get()
  lines.push(status.account.acct, String(status.edited_at))

  const context = await v1.statuses(posted.id).context.get()
  lines.push(...context.descendants.map((reply) => reply.account.display_name))

  const account = await v1.accounts.lookup.get({ params: { acct } })
  lines.push(...account.fields.map((field) => `${field.name}: ${field.value}`))

  const posts = await v1.accounts(account.id).statuses.get({ params: { only_media: true } })
  lines.push(...posts.map((post) => post.media_attachments[0]?.url ?? post.uri))

  const notifications = await v1.notifications.get({ params: { types: ['mention', 'favourite'] } })
  for (const { type, account: from, status: about } of notifications) {
    if (type === 'mention' && about) lines.push(`${from.acct}: ${about.content}`)
  }

  const found = await v2.search.get({ params: { q: 'cats', type: 'hashtags' } })
  lines.push(...found.hashtags.map((tag) => `${tag.name} ${tag.history[0]?.uses ?? ''}`))

  const followers = await v1.accounts(account.id).followers.get({ params: { limit: 80 } })
  lines.push(...followers.map((follower) => follower.note))

  const favourited = await v1.statuses(posted.id).favourite.post()
  lines.push(String(favourited.favourites_count))

  const instance = await v2.instance.get()
  lines.push(instance.title, String(instance.configuration.statuses.max_characters))
  return lines
}
