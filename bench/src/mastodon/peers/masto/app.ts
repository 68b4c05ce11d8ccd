import type { mastodon } from 'masto'

export async function describe(client: mastodon.rest.Client, acct: string): Promise<string[]> {
  const { v1, v2 } = client
  const lines: string[] = []

  const me = await v1.accounts.verifyCredentials()
  lines.push(me.displayName, String(me.source.followRequestsCount))

  const timeline = await v1.timelines.home.list({ limit: 40 })
  for (const status of timeline) {
    lines.push((status.reblog ?? status).content)
    lines.push(...status.mediaAttachments.map((media) => media.description ?? media.type))
    if (status.poll) lines.push(...status.poll.options.map((option) => option.title))
    if (status.card?.image) lines.push(status.card.title)
  }

  const posted = await v1.statuses.create({ status: 'Hi', visibility: 'unlisted' })
  lines.push(posted.id)

  const status = await v1.statuses.$select(posted.id).fetch()
  lines.push(status.account.acct, String(status.editedAt))

  const context = await v1.statuses.$select(posted.id).context.fetch()
  lines.push(...context.descendants.map((reply) => reply.account.displayName))

  const account = await v1.accounts.lookup({ acct })
  lines.push(...account.fields.map((field) => `${field.name}: ${field.value}`))

  const posts = await v1.accounts.$select(account.id).statuses.list({ onlyMedia: true })
  lines.push(...posts.map((post) => post.mediaAttachments[0]?.url ?? post.uri))

  const notifications = await v1.notifications.list({ types: ['mention', 'favourite'] })
  for (const { type, account: from, status: about } of notifications) {
    if (type === 'mention' && about) lines.push(`${from.acct}: ${about.content}`)
  }

  const found = await v2.search.list({ q: 'cats', type: 'hashtags' })
  lines.push(...found.hashtags.map((tag) => `${tag.name} ${tag.history?.[0]?.uses ?? ''}`))

  const followers = await v1.accounts.$select(account.id).followers.list({ limit: 80 })
  lines.push(...followers.map((follower) => follower.note))

  const favourited = await v1.statuses.$select(posted.id).favourite()
  lines.push(String(favourited.favouritesCount))

  const instance = await v2.instance.fetch()
  lines.push(instance.title, String(instance.configuration.statuses.maxCharacters))
  return lines
}
