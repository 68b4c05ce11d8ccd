import type { ViewerState } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { Label } from '../generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationCause, ModerationCauseSource } from './causes.ts'
import { ModerationDecision } from './decision.ts'
import { labelCauses } from './label-cause.ts'
import type { ModerationOptions } from './options.ts'

/** An account as any view shows it. */
export interface ModerationActor {
  readonly did: string
  readonly viewer?: ViewerState
  readonly labels?: Label[]
}

/** The decision on something that an account made: what is said of the thing itself, then what is said of the account. */
export function decide(
  author: ModerationActor,
  causes: readonly ModerationCause[],
  options: ModerationOptions,
): ModerationDecision {
  const { did } = author
  return new ModerationDecision(did, did === options.userDid, [...causes, ...authorCauses(author, options)])
}

/** What is between the user and an account, and the labels of the account and of its profile. */
export function authorCauses(author: ModerationActor, options: ModerationOptions): ModerationCause[] {
  const { did, viewer, labels = [] } = author
  return [
    ...relationCauses(viewer),
    ...labelCauses('account', labels.filter(isOfAccount), did, options),
    ...labelCauses('profile', labels.filter(isOfProfile), did, options),
  ]
}

/** What is between the user and an account: mutes and blocks. */
export function relationCauses({
  muted,
  mutedByList,
  blocking,
  blockingByList,
  blockedBy,
}: ViewerState = {}): ModerationCause[] {
  const causes: ModerationCause[] = []
  if (muted) causes.push({ type: 'muted', source: sourceOf(mutedByList), priority: 6 })
  if (blocking) causes.push({ type: 'blocking', source: sourceOf(blockingByList), priority: 3 })
  if (blockedBy) causes.push({ type: 'blocked-by', source: { type: 'user' }, priority: 4 })
  return causes
}

function sourceOf(list: ViewerState['mutedByList']): ModerationCauseSource {
  return list ? { type: 'list', list } : { type: 'user' }
}

/** Profiles carry the labels of both the account and the profile record; the URI tells which. */
function isOfProfile({ uri }: Label): boolean {
  return uri.endsWith('/app.bsky.actor.profile/self')
}

/** Whoever wants not to be seen by strangers says so in the profile, and means the account. */
function isOfAccount(label: Label): boolean {
  return !isOfProfile(label) || label.val === '!no-unauthenticated'
}
