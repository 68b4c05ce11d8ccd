import { unprocessable, notFound } from '../answer.ts'
import { type Call, caller, type Handlers, text } from '../call.ts'
import { isObject, type Json, strings } from '../document.ts'
import { Page } from '../pages.ts'
import { viewMedia } from '../world/media.ts'
import { publish } from '../world/publish.ts'
import type { ScheduledRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

const FIVE_MINUTES = 300_000

/** Puts a post aside. @throws Refusal 422 when it is due too soon */
export function schedule(call: Call): Json {
  const record: ScheduledRecord = {
    id: call.world.nextId(),
    accountId: caller(call).id,
    scheduledAt: due(call.body.scheduled_at),
    params: call.body,
  }
  call.world.scheduled.set(record.id, record)
  return view(call.world, record)
}

/** Posts what has come due. */
export function publishDue(world: World): void {
  for (const record of world.scheduled.values()) {
    const author = world.accounts.get(record.accountId)
    if (!author || Date.parse(record.scheduledAt) > Date.now()) continue
    world.scheduled.delete(record.id)
    publish(world, author, 'sandbox', record.params)
  }
}

function due(value: unknown): string {
  const at = Date.parse(text(value) ?? '')
  if (Number.isNaN(at) || at < Date.now() + FIVE_MINUTES) {
    throw unprocessable('Scheduled at must be at least five minutes in the future')
  }
  return new Date(at).toISOString()
}

function view(world: World, { id, scheduledAt, params }: ScheduledRecord): Json {
  const poll = isObject(params.poll) ? params.poll : undefined
  return world.draft('ScheduledStatus', {
    id,
    scheduled_at: scheduledAt,
    media_attachments: strings(params.media_ids).map((each) => viewMedia(world, each)),
    params: world.draft('ScheduledStatusParams', {
      text: params.status ?? '',
      media_ids: Array.isArray(params.media_ids) ? params.media_ids : null,
      sensitive: params.sensitive ?? null,
      spoiler_text: params.spoiler_text ?? null,
      visibility: params.visibility ?? null,
      language: params.language ?? null,
      in_reply_to_id: params.in_reply_to_id ?? null,
      allowed_mentions: params.allowed_mentions ?? null,
      quoted_status_id: params.quoted_status_id ?? null,
      quote_approval_policy: params.quote_approval_policy ?? 'public',
      application_id: 1,
      with_rate_limit: true,
      ...(poll
        ? {
            poll: world.draft('ScheduledStatusParamsPoll', {
              options: poll.options,
              expires_in: String(poll.expires_in),
              multiple: poll.multiple === true,
              hide_totals: poll.hide_totals === true,
            }),
          }
        : {}),
    }),
  })
}

function own(call: Call): ScheduledRecord {
  const record = call.world.scheduled.get(call.path.id ?? '')
  if (record?.accountId !== caller(call).id) throw notFound()
  return record
}

export const scheduled: Handlers = {
  listScheduledStatuses: (call) =>
    new Page(
      [...call.world.scheduled.values()]
        .filter(({ accountId }) => accountId === caller(call).id)
        .toReversed()
        .map((record) => ({ cursor: record.id, value: () => view(call.world, record) })),
    ),
  getScheduledStatus: (call) => view(call.world, own(call)),
  updateScheduledStatus: (call) => {
    const record = own(call)
    if (call.body.scheduled_at !== undefined) record.scheduledAt = due(call.body.scheduled_at)
    return view(call.world, record)
  },
  deleteScheduledStatus: (call) => {
    call.world.scheduled.delete(own(call).id)
    return {}
  },
}
