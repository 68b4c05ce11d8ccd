import {
  BLOCK_BEHAVIOR,
  HIDE_BEHAVIOR,
  type ModerationBehavior,
  type ModerationContext,
  MUTE_BEHAVIOR,
} from './behavior.ts'
import type { BlockedByCause, BlockingCause, LabelCause, ModerationCause, MutedCause } from './causes.ts'

/** How something is to be shown in one place, and why. Of several causes the first is the one to tell. */
export interface ModerationUI {
  /** Leave it out of the list. */
  filter: boolean
  /** Cover it until the user asks for it. */
  blur: boolean
  /** Put a warning beside it. */
  alert: boolean
  /** Put a note beside it. */
  inform: boolean
  /** What is covered cannot be uncovered. */
  noOverride: boolean
  filters: ModerationCause[]
  blurs: ModerationCause[]
  alerts: ModerationCause[]
  informs: ModerationCause[]
}

/** What stands against showing something as it is. */
export class ModerationDecision {
  /** Who made it. */
  readonly did: string
  /** Whether the user made it: blocks, mutes and muted words do not count then, and all can be uncovered. */
  readonly isMe: boolean
  readonly causes: readonly ModerationCause[]

  constructor(did: string, isMe: boolean, causes: readonly ModerationCause[]) {
    this.did = did
    this.isMe = isMe
    this.causes = causes
  }

  /** One decision of several: that of a post and that of whoever reposted it. It is about what the first is about. */
  static merge(...decisions: readonly (ModerationDecision | undefined)[]): ModerationDecision {
    const found = decisions.filter((decision) => decision !== undefined)
    const causes = found.flatMap(({ causes }) => causes)
    return new ModerationDecision(found[0]?.did ?? '', found[0]?.isMe ?? false, causes)
  }

  /** The same, of something that is only quoted: it takes what quotes it out of lists, and covers nothing. */
  downgrade(): ModerationDecision {
    const causes = this.causes.map((cause) => ({ ...cause, downgraded: true }))
    return new ModerationDecision(this.did, this.isMe, causes)
  }

  /** Whether there is a block between the user and the account. */
  get blocked(): boolean {
    return this.blockCause !== undefined
  }

  get blockCause(): BlockingCause | BlockedByCause | undefined {
    return this.causes.find(isBlock)
  }

  /** Whether the user muted the account. */
  get muted(): boolean {
    return this.muteCause !== undefined
  }

  get muteCause(): MutedCause | undefined {
    return this.causes.find((cause) => cause.type === 'muted')
  }

  get labelCauses(): LabelCause[] {
    return this.causes.filter((cause) => cause.type === 'label')
  }

  /** How it is to be shown in a place: `decision.ui('contentList').filter`. */
  ui(context: ModerationContext): ModerationUI {
    const filters: ModerationCause[] = []
    const signs = {
      blur: [] as ModerationCause[],
      alert: [] as ModerationCause[],
      inform: [] as ModerationCause[],
    }
    for (const cause of this.causes) {
      if (this.isMe && isAgainstOthers(cause)) continue
      if (isFilter(cause, context) && !(this.isMe && cause.type === 'label')) filters.push(cause)
      const sign = cause.downgraded ? undefined : behaviorOf(cause)[context]
      if (sign) signs[sign].push(cause)
    }
    return {
      filter: filters.length > 0,
      blur: signs.blur.length > 0,
      alert: signs.alert.length > 0,
      inform: signs.inform.length > 0,
      noOverride: !this.isMe && signs.blur.some(isFinal),
      filters: filters.sort(byPriority),
      blurs: signs.blur.sort(byPriority),
      alerts: signs.alert,
      informs: signs.inform,
    }
  }
}

function isBlock(cause: ModerationCause): cause is BlockingCause | BlockedByCause {
  return cause.type === 'blocking' || cause.type === 'blocked-by'
}

function isAgainstOthers({ type }: ModerationCause): boolean {
  return type !== 'label' && type !== 'hidden'
}

/** Whether it takes something out of a list. */
function isFilter(cause: ModerationCause, context: ModerationContext): boolean {
  if (cause.type === 'label' && cause.setting !== 'hide') return false
  switch (context) {
    case 'profileList':
      return cause.type === 'label' ? cause.target === 'account' : cause.type !== 'mute-word'
    case 'contentList':
      return cause.type !== 'label' || cause.target !== 'profile'
    default:
      return false
  }
}

function behaviorOf(cause: ModerationCause): ModerationBehavior {
  switch (cause.type) {
    case 'blocking':
    case 'blocked-by':
      return BLOCK_BEHAVIOR
    case 'muted':
      return MUTE_BEHAVIOR
    case 'mute-word':
    case 'hidden':
      return HIDE_BEHAVIOR
    case 'label':
      return cause.behavior
  }
}

/** Whether what it covers cannot be uncovered. */
function isFinal(cause: ModerationCause): boolean {
  return cause.type === 'label' ? cause.noOverride : isBlock(cause)
}

function byPriority(a: ModerationCause, b: ModerationCause): number {
  return a.priority - b.priority
}
