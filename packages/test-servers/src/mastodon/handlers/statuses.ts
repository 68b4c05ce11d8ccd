import { type Call, caller, type Handlers, now, text } from '../call.ts'
import { isObject, type Json, strings } from '../document.ts'
import { ForeignAnswer, unprocessable } from '../answer.ts'
import { Page } from '../pages.ts'
import { viewAccount } from '../world/accounts.ts'
import { viewMedia } from '../world/media.ts'
import { addPoll, checkMedia, languageOf, publish } from '../world/publish.ts'
import type { StatusRecord, StatusVersion } from '../world/records.ts'
import {
  canSee,
  contentOf,
  findStatus,
  mentionsIn,
  removeStatus,
  tagsIn,
  viewStatus,
} from '../world/statuses.ts'
import { accountEntries } from './entries.ts'
import { make } from './generic.ts'
import { findRepetition, rememberKey } from './idempotency.ts'
import { schedule } from './scheduled.ts'

/** The post that the path names. @throws Refusal 404 */
export function namedStatus(call: Call): StatusRecord {
  return findStatus(call.world, call.path.id, call.account?.id)
}

function ownStatus(call: Call): StatusRecord {
  const status = namedStatus(call)
  // A post of somebody else is not found, rather than forbidden.
  return status.accountId === caller(call).id ? status : findStatus(call.world, undefined, undefined)
}

function show(call: Call, status: StatusRecord): Json {
  return viewStatus(call.world, status, call.account)
}

function createStatus(call: Call): unknown {
  const { world, body } = call
  const author = caller(call)
  const repetition = findRepetition(call)
  if (repetition) return repetition instanceof ForeignAnswer ? repetition : show(call, repetition)
  if (text(body.scheduled_at)) {
    const later = schedule(call)
    rememberKey(call, later)
    return later
  }
  const app = [...world.apps.values()].find(({ clientId }) => clientId === call.token?.clientId)
  const status = publish(world, author, app?.name ?? 'sandbox', body)
  rememberKey(call, status)
  return show(call, status)
}

function versionOf(call: Call, status: StatusRecord): StatusVersion {
  return {
    text: status.text,
    spoilerText: status.spoilerText,
    sensitive: status.sensitive,
    createdAt: status.editedAt ?? status.createdAt,
    mediaIds: status.mediaIds,
    pollTitles: call.world.polls.get(status.pollId ?? '')?.titles,
  }
}

function editStatus(call: Call): unknown {
  const { world, body } = call
  const status = ownStatus(call)
  const mediaIds = strings(body.media_ids)
  checkMedia(world, caller(call), mediaIds)
  status.edits = [...status.edits, versionOf(call, status)]
  status.text = text(body.status) ?? ''
  status.spoilerText = text(body.spoiler_text) ?? ''
  status.sensitive = body.sensitive === true
  if (body.language !== undefined) status.language = languageOf(body.language)
  status.mediaIds = mediaIds
  status.mentions = mentionsIn(world, status.text)
  status.tags = tagsIn(status.text)
  status.pollId = isObject(body.poll) ? addPoll(world, status.id, body.poll) : undefined
  status.editedAt = now()
  world.tell({ type: 'edit', status })
  return show(call, status)
}

function deleteStatus(call: Call): unknown {
  const status = ownStatus(call)
  const { content: _, ...shown } = show(call, status)
  removeStatus(call.world, status, call.query.delete_media === true)
  return { ...shown, text: status.text }
}

function listStatusHistory(call: Call): unknown {
  const status = namedStatus(call)
  const author = call.world.accounts.get(status.accountId)
  return [...status.edits, versionOf(call, status)].map((version) =>
    call.world.draft('StatusEdit', {
      content: contentOf(call.world, version),
      spoiler_text: version.spoilerText,
      sensitive: version.sensitive,
      created_at: version.createdAt,
      account: author ? viewAccount(call.world, author) : {},
      media_attachments: version.mediaIds.map((id) => viewMedia(call.world, id)),
      emojis: [],
      ...(version.pollTitles ? { poll: { options: version.pollTitles.map((title) => ({ title })) } } : {}),
    }),
  )
}

function getStatusContext(call: Call): unknown {
  const status = namedStatus(call)
  const { world, account } = call
  const seen = (each: StatusRecord): boolean => canSee(world, each, account?.id)
  const ancestors: StatusRecord[] = []
  let parent = world.statuses.get(status.inReplyToId ?? '')
  while (parent) {
    ancestors.unshift(parent)
    parent = world.statuses.get(parent.inReplyToId ?? '')
  }
  const descendants: StatusRecord[] = []
  const collect = (id: string): void => {
    for (const { to } of world.replies.from(id).toReversed()) {
      const reply = world.statuses.get(to)
      if (!reply) continue
      descendants.push(reply)
      collect(reply.id)
    }
  }
  collect(status.id)
  return {
    ancestors: ancestors.filter(seen).map((each) => show(call, each)),
    descendants: descendants.filter(seen).map((each) => show(call, each)),
  }
}

function revokeQuote(call: Call): unknown {
  ownStatus(call)
  const quoting = findStatus(call.world, call.path.quoting_status_id, caller(call).id)
  if (quoting.quotedId !== call.path.id) throw unprocessable('The post does not quote this one')
  quoting.quoteRevoked = true
  return show(call, quoting)
}

export const statuses: Handlers = {
  createStatus,
  editStatus,
  deleteStatus,
  listStatusHistory,
  getStatusContext,
  revokeQuote,
  getStatusCard: (call) => {
    namedStatus(call)
    return make(call, { $ref: '#/components/schemas/PreviewCard' }, 0)
  },
  getStatus: (call) => show(call, namedStatus(call)),
  listStatuses: (call) =>
    strings(call.query['id[]'])
      .map((id) => call.world.statuses.get(id))
      .filter((status) => status !== undefined && canSee(call.world, status, call.account?.id))
      .map((status) => status && show(call, status)),
  getStatusSource: (call) => {
    const { id, text, spoilerText } = namedStatus(call)
    return call.world.draft('StatusSource', { id, text, spoiler_text: spoilerText })
  },
  translateStatus: (call) => {
    const status = namedStatus(call)
    return call.world.draft('Translation', {
      content: contentOf(call.world, status),
      spoiler_text: status.spoilerText,
      language: text(call.body.lang) ?? 'en',
      detected_source_language: status.language ?? 'en',
    })
  },
  listFavouritedBy: (call) =>
    new Page(accountEntries(call.world, call.world.favourites.to(namedStatus(call).id), 'from')),
  listRebloggedBy: (call) =>
    new Page(accountEntries(call.world, call.world.reblogs.to(namedStatus(call).id), 'from')),
  listStatusQuotes: (call) =>
    new Page(
      call.world.quotes.from(namedStatus(call).id).flatMap(({ id, to }) => {
        const status = call.world.statuses.get(to)
        return status ? [{ cursor: id, value: () => show(call, status) }] : []
      }),
    ),
  updateInteractionPolicy: (call) => {
    const status = ownStatus(call)
    status.quotePolicy = text(call.body.quote_approval_policy) ?? status.quotePolicy
    return show(call, status)
  },
}
