import { notFound } from '../answer.ts'
import type { Json } from '../document.ts'
import { accountByAcct, escapeHtml, viewAccount } from './accounts.ts'
import { viewMedia } from './media.ts'
import { viewPoll } from './polls.ts'
import type { AccountRecord, StatusRecord } from './records.ts'
import type { World } from './world.ts'

/** The content of a new post. */
export interface NewStatus extends Partial<StatusRecord> {
  accountId: string
}

/** Adds a post, without telling anybody. */
export function addStatus(world: World, given: NewStatus): StatusRecord {
  const text = given.text ?? ''
  const status: StatusRecord = {
    createdAt: new Date().toISOString(),
    spoilerText: '',
    visibility: 'public',
    sensitive: false,
    language: 'en',
    mediaIds: [],
    pollId: undefined,
    inReplyToId: undefined,
    reblogOfId: undefined,
    quotedId: undefined,
    quotePolicy: 'public',
    quoteRevoked: false,
    appName: 'sandbox',
    editedAt: null,
    edits: [],
    ...given,
    id: given.id ?? world.nextId(),
    text,
    mentions: mentionsIn(world, text),
    tags: tagsIn(text),
  }
  world.statuses.set(status.id, status)
  if (status.inReplyToId) world.replies.put(status.inReplyToId, status.id, undefined)
  if (status.quotedId) world.quotes.put(status.quotedId, status.id, undefined)
  if (status.reblogOfId) world.reblogs.put(status.accountId, status.reblogOfId, status.id)
  return status
}

/** Removes a post, its boosts and what hangs on it, and tells those who may have it. Its files are let go later. */
export function removeStatus(world: World, status: StatusRecord, deleteMedia = false): void {
  for (const id of status.mediaIds) {
    const media = world.media.get(id)
    if (media) Object.assign(media, { heldUntil: Date.now() + world.backgroundWork, isDoomed: deleteMedia })
  }
  world.statuses.delete(status.id)
  if (status.inReplyToId) world.replies.cut(status.inReplyToId, status.id)
  if (status.quotedId) world.quotes.cut(status.quotedId, status.id)
  if (status.reblogOfId) world.reblogs.cut(status.accountId, status.reblogOfId)
  for (const { data } of world.reblogs.to(status.id)) {
    const boost = world.statuses.get(data)
    world.statuses.delete(data)
    if (boost) world.tell({ type: 'delete', status: boost })
  }
  for (const ties of [world.favourites, world.bookmarks, world.reblogs, world.pins]) ties.cutAllTo(status.id)
  for (const notification of world.notifications.values()) {
    if (notification.statusId === status.id) world.notifications.delete(notification.id)
  }
  world.tell({ type: 'delete', status })
}

/** Ids of the accounts that a text names. */
export function mentionsIn(world: World, text: string): string[] {
  const names = [...text.matchAll(/(?<![\w/])@(\w+(?:@[\w.:-]+\w)?)/g)].map((found) => found[1] ?? '')
  const accounts = names.map((name) => accountByAcct(world, name)).filter((account) => account !== undefined)
  return [...new Set(accounts.map(({ id }) => id))]
}

/** Tags in a text, in lower case. */
export function tagsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/(?<![\w/])#(\w+)/g)].map((found) => (found[1] ?? '').toLowerCase()))]
}

/** Whether `viewer` may read the post. */
export function canSee(world: World, status: StatusRecord, viewer: string | undefined): boolean {
  if (status.accountId === viewer) return true
  if (world.blocks.has(status.accountId, viewer ?? '')) return false
  if (status.visibility === 'public' || status.visibility === 'unlisted') return true
  if (viewer === undefined) return false
  if (status.mentions.includes(viewer)) return true
  return status.visibility === 'private' && world.follows.has(viewer, status.accountId)
}

/** @throws Refusal 404 also for what the viewer may not read */
export function findStatus(world: World, id: string | undefined, viewer: string | undefined): StatusRecord {
  const status = world.statuses.get(id ?? '')
  if (!status || !canSee(world, status, viewer)) throw notFound()
  return status
}

/** The post itself, where it is the boost of one. */
export function original(world: World, status: StatusRecord): StatusRecord {
  return world.statuses.get(status.reblogOfId ?? '') ?? status
}

/** The `Status` entity, as `viewer` sees it. */
export function viewStatus(world: World, status: StatusRecord, viewer: AccountRecord | undefined): Json {
  const author = world.accounts.get(status.accountId)
  if (!author) throw notFound()
  const boosted = world.statuses.get(status.reblogOfId ?? '')
  const shown = boosted ?? status
  const address = `${world.url}/@${author.username}/${status.id}`
  const parent = world.statuses.get(shown.inReplyToId ?? '')
  const poll = world.polls.get(shown.pollId ?? '')
  return world.draft('Status', {
    id: status.id,
    uri: `${world.url}/users/${author.username}/statuses/${status.id}`,
    url: address,
    created_at: status.createdAt,
    account: viewAccount(world, author),
    content: contentOf(world, shown),
    visibility: status.visibility,
    sensitive: shown.sensitive,
    spoiler_text: shown.spoilerText,
    media_attachments: shown.mediaIds.map((id) => viewMedia(world, id)),
    mentions: shown.mentions.map((id) => viewMention(world, id)),
    tags: shown.tags.map((name) => ({ name, url: `${world.url}/tags/${encodeURIComponent(name)}` })),
    emojis: [],
    application: status.appName === undefined ? null : { name: status.appName, website: null },
    reblogs_count: world.reblogs.countTo(shown.id),
    favourites_count: world.favourites.countTo(shown.id),
    replies_count: world.replies.countFrom(shown.id),
    quotes_count: world.quotes.countFrom(shown.id),
    in_reply_to_id: shown.inReplyToId ?? null,
    in_reply_to_account_id: parent?.accountId ?? null,
    language: shown.language,
    edited_at: shown.editedAt,
    reblog: boosted ? viewStatus(world, boosted, viewer) : null,
    poll: poll ? viewPoll(world, poll, viewer?.id) : null,
    quote: viewQuote(world, shown, viewer),
    quote_approval: {
      automatic: shown.quotePolicy === 'nobody' ? [] : [shown.quotePolicy],
      manual: [],
      current_user: shown.quotePolicy === 'public' || viewer?.id === shown.accountId ? 'automatic' : 'denied',
    },
    tagged_collections: [],
    ...(viewer ? viewerFacts(world, shown, status, viewer) : {}),
  })
}

function viewerFacts(world: World, status: StatusRecord, whole: StatusRecord, viewer: AccountRecord): Json {
  return {
    favourited: world.favourites.has(viewer.id, status.id),
    reblogged: world.reblogs.has(viewer.id, status.id),
    bookmarked: world.bookmarks.has(viewer.id, status.id),
    muted: world.threadMutes.has(viewer.id, status.id),
    filtered: filterHits(world, status, viewer),
    ...(isPinnable(whole, viewer) ? { pinned: world.pins.has(viewer.id, status.id) } : {}),
  }
}

/** Only of what its author could pin is it said whether that was done. */
function isPinnable({ accountId, reblogOfId, visibility }: StatusRecord, viewer: AccountRecord): boolean {
  return accountId === viewer.id && reblogOfId === undefined && visibility !== 'direct'
}

function filterHits(world: World, status: StatusRecord, viewer: AccountRecord): Json[] {
  const text = `${status.spoilerText} ${status.text}`.toLowerCase()
  return [...world.filters.values()].flatMap((filter) => {
    if (filter.accountId !== viewer.id) return []
    const keywords = filter.keywords
      .map(({ keyword }) => keyword)
      .filter((word) => text.includes(word.toLowerCase()))
    const statuses = filter.statuses.map(({ statusId }) => statusId).filter((id) => id === status.id)
    if (keywords.length + statuses.length === 0) return []
    return [
      world.draft('FilterResult', {
        filter: {
          id: filter.id,
          title: filter.title,
          context: filter.context,
          expires_at: filter.expiresAt,
          filter_action: filter.action,
        },
        keyword_matches: keywords.length > 0 ? keywords : null,
        status_matches: statuses.length > 0 ? statuses : null,
      }),
    ]
  })
}

function viewQuote(world: World, status: StatusRecord, viewer: AccountRecord | undefined): Json | null {
  if (!status.quotedId) return null
  const quoted = world.statuses.get(status.quotedId)
  if (status.quoteRevoked) return { state: 'revoked', quoted_status: null }
  if (!quoted) return { state: 'deleted', quoted_status: null }
  if (quoted.quotedId) return { state: 'accepted', quoted_status_id: quoted.id }
  return { state: 'accepted', quoted_status: viewStatus(world, quoted, viewer) }
}

function viewMention(world: World, id: string): Json {
  const username = world.accounts.get(id)?.username ?? 'gone'
  return { id, username, acct: username, url: `${world.url}/@${username}` }
}

/** The text as HTML, with links for mentions and tags. */
export function contentOf(world: World, { text }: Pick<StatusRecord, 'text'>): string {
  if (text === '') return ''
  const linked = escapeHtml(text)
    .replaceAll(/(?<![\w/])@(\w+)/g, (whole, name: string) =>
      accountByAcct(world, name)
        ? `<span class="h-card"><a href="${world.url}/@${name}" class="u-url mention">@<span>${name}</span></a></span>`
        : whole,
    )
    .replaceAll(
      /(?<![\w/&])#(\w+)/g,
      (_, name: string) =>
        `<a href="${world.url}/tags/${encodeURIComponent(name)}" class="mention hashtag" rel="tag">#<span>${name}</span></a>`,
    )
  return `<p>${linked.replaceAll('\n', '<br>')}</p>`
}
