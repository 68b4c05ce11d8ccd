import type * as shared from '../contract.ts'
import type { Credentials } from './credentials.ts'

export type { Check } from '../contract.ts'

export interface Validation extends shared.Validation {
  readonly strict: shared.Check
  /** Whether parameters of `tools.ozone.moderation.queryEvents`, which has a closed enum, are right. */
  readonly ozoneParameters?: shared.Check
}

/** What calls getTimeline is counted. */
export type Connect = shared.Connect<Credentials>
