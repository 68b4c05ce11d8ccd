import { type Json, strings, isObject } from '../document.ts'
import { unprocessable } from '../answer.ts'
import type { AccountRecord, StatusRecord } from './records.ts'
import type { World } from './world.ts'
import { accountByAcct } from './accounts.ts'
import { addToConversations } from './conversations.ts'
import { findMedia, isReady } from './media.ts'
import { notify } from './notify.ts'
import { addStatus, findStatus } from './statuses.ts'

/**
 * Posts what a body of `createStatus` says, and tells those it concerns.
 *
 * @throws Refusal 404 or 422 for what cannot be posted
 */
export function publish(
  world: World,
  author: AccountRecord,
  appName: string | undefined,
  body: Json,
): StatusRecord {
  const { status: text, in_reply_to_id: replyTo, quoted_status_id: quotedId, poll, language } = body
  const mediaIds = strings(body.media_ids)
  checkMedia(world, author, mediaIds)
  const parent = typeof replyTo === 'string' ? findStatus(world, replyTo, author.id) : undefined
  const quoted = typeof quotedId === 'string' ? findStatus(world, quotedId, author.id) : undefined
  checkMentions(world, String(text ?? ''), body.allowed_mentions)
  const id = world.nextId()
  const status = addStatus(world, {
    id,
    accountId: author.id,
    text: typeof text === 'string' ? text : '',
    spoilerText: String(body.spoiler_text ?? ''),
    visibility: String(body.visibility ?? author.source.privacy ?? 'public'),
    sensitive: body.sensitive === true,
    language: languageOf(language),
    mediaIds,
    pollId: isObject(poll) ? addPoll(world, id, poll) : undefined,
    inReplyToId: parent?.id,
    quotedId: quoted?.id,
    quotePolicy: String(body.quote_approval_policy ?? 'public'),
    appName,
  })
  world.tell({ type: 'post', status })
  const told = new Set(status.mentions)
  for (const mentioned of told) notify(world, 'mention', author.id, mentioned, status)
  if (parent && !told.has(parent.accountId)) notify(world, 'mention', author.id, parent.accountId, status)
  if (quoted) notify(world, 'quote', author.id, quoted.accountId, status)
  for (const follow of world.follows.to(author.id)) {
    if (follow.data.notify) notify(world, 'status', author.id, follow.from, status)
  }
  if (status.visibility === 'direct') addToConversations(world, status)
  return status
}

/** A language that makes no sense is passed over, not refused. */
export function languageOf(value: unknown): string {
  return typeof value === 'string' && /^[a-z]{2,3}(-[A-Za-z]+)?$/.test(value) ? value : 'en'
}

/** Adds a poll to a post. @throws Refusal 422 */
export function addPoll(world: World, statusId: string, poll: Json): string {
  const titles = strings(poll.options)
  if (titles.length < 2) throw unprocessable('Poll options must have at least two items')
  if (new Set(titles).size < titles.length) throw unprocessable('Poll options must be different')
  const id = world.nextId()
  world.polls.set(id, {
    id,
    statusId,
    titles,
    multiple: poll.multiple === true,
    hideTotals: poll.hide_totals === true,
    expiresAt: Date.now() + Number(poll.expires_in) * 1000,
    votes: new Map(),
  })
  return id
}

/** @throws Refusal 422 for files that cannot be posted */
export function checkMedia(world: World, author: AccountRecord, ids: readonly string[]): void {
  if (ids.length > 4) throw unprocessable('Cannot attach more than 4 files')
  for (const id of ids) {
    const media = findMedia(world, id)
    if (media.accountId !== author.id) throw unprocessable('The file belongs to somebody else')
    if (!isReady(media))
      throw unprocessable('Cannot attach files that have not finished processing. Try again in a moment!')
  }
}

function checkMentions(world: World, text: string, allowed: unknown): void {
  if (!Array.isArray(allowed)) return
  const names = [...text.matchAll(/(?<![\w/])@(\w+)/g)].map((found) => found[1] ?? '')
  const slips = names.filter((name) => {
    const account = accountByAcct(world, name)
    return account !== undefined && !allowed.includes(account.id)
  })
  if (slips.length > 0) throw unprocessable(`Unexpected mentions: ${slips.join(', ')}`)
}
