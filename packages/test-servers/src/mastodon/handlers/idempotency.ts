import { ForeignAnswer, notFound } from '../answer.ts'
import { type Call, caller, text } from '../call.ts'
import type { Json } from '../document.ts'
import type { StatusRecord } from '../world/records.ts'
import { compareVersions } from '../version.ts'

const HOUR = 3_600_000

/** The first release that fails on the repetition of a key that worked; its successors so far do too. */
const FAILS_SINCE = '4.6.0'

/** The result of an earlier request with the same key: the post, or a response that the caller gets instead. */
export type Repetition = StatusRecord | ForeignAnswer

/**
 * Finds what a server makes of a request that repeats the Idempotency-Key of one that worked. `undefined` if the
 * request has no key, or its key is new.
 *
 * @throws Refusal 404 for a scheduled post, where the server does not fail
 */
export function findRepetition(call: Call): Repetition | undefined {
  const before = call.world.idempotency.get(slotOf(call) ?? '')
  if (!before || Date.now() - before.at >= HOUR) return undefined
  if (compareVersions(call.identity.version, FAILS_SINCE) >= 0) {
    return new ForeignAnswer(500, { status: 500, error: 'Internal Server Error' })
  }
  const isScheduled = text(call.body.scheduled_at) !== undefined
  if (isScheduled) throw notFound()
  return call.world.statuses.get(before.id)
}

/** Remembers what a request with a key has made. */
export function rememberKey(call: Call, made: Json | StatusRecord): void {
  const slot = slotOf(call)
  if (slot !== undefined) call.world.idempotency.set(slot, { id: String(made.id), at: Date.now() })
}

function slotOf(call: Call): string | undefined {
  const key = call.headers['idempotency-key']
  return key === undefined ? undefined : `${caller(call).id} ${key}`
}
