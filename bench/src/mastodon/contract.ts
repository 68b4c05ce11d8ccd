import type * as shared from '../contract.ts'
import type { Credentials } from './credentials.ts'

export type { Check, Validation } from '../contract.ts'

/** What reads a page of the home timeline, or walks several, is counted. */
export type Connect = shared.Connect<Credentials>
