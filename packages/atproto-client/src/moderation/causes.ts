import type { ListViewBasic } from '../generated/lexicons/app.bsky.graph.defs.ts'
import type { Label } from '../generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationBehavior } from './behavior.ts'
import type { InterpretedLabelValueDefinition, LabelPreference, LabelTarget } from './label-definitions.ts'
import type { MuteWordMatch } from './mute-words.ts'

/** Who caused it: one of the two users, a list that one of them subscribed to, or a labeler. */
export type ModerationCauseSource =
  | { type: 'user' }
  | { type: 'list'; list: ListViewBasic }
  | { type: 'labeler'; did: string }

interface Cause {
  source: ModerationCauseSource
  /** It belongs to a post that is quoted: it takes the quoting post out of lists, and covers nothing of it. */
  downgraded?: boolean
}

/** The account is blocked by the user, or by a list of the user's. */
export interface BlockingCause extends Cause {
  type: 'blocking'
  priority: 3
}

/** The account blocks the user. */
export interface BlockedByCause extends Cause {
  type: 'blocked-by'
  priority: 4
}

/** The account is muted by the user, or by a list of the user's. */
export interface MutedCause extends Cause {
  type: 'muted'
  priority: 6
}

/** The post has words that the user muted. */
export interface MuteWordCause extends Cause {
  type: 'mute-word'
  priority: 6
  matches: MuteWordMatch[]
}

/** The post was hidden by the user. */
export interface HiddenCause extends Cause {
  type: 'hidden'
  priority: 6
}

/** There is a label that the user wants to be warned of, or not to see. */
export interface LabelCause extends Cause {
  type: 'label'
  label: Label
  labelDef: InterpretedLabelValueDefinition
  target: LabelTarget
  /** What the user wants of it. */
  setting: LabelPreference
  behavior: ModerationBehavior
  /** Whether what it covers cannot be uncovered. */
  noOverride: boolean
  priority: 1 | 2 | 5 | 7 | 8
}

/** Why something is not shown as it is. The lowest `priority` is to be told first. */
export type ModerationCause =
  | BlockingCause
  | BlockedByCause
  | MutedCause
  | MuteWordCause
  | HiddenCause
  | LabelCause
