import { type CallFacts, factsText } from './call-facts.ts'
import { TypefedError } from './typefed-error.ts'

/** The response of a server that refused. Nothing in it holds a secret of the request. */
export interface ErrorResponse extends Partial<CallFacts> {
  readonly status: number
  readonly headers: Headers
  /** The address that was asked, without its query; '' if it is not known. */
  readonly url?: string | undefined
  /** The name that the server gave the request: `x-request-id` and the like. */
  readonly requestId?: string | undefined
  /** The name of the error: `InvalidRequest`, `invalid_grant`; '' if the response has none. */
  readonly error: string
  /** The server's own words, at most 500 characters, without anything that looks like a token. */
  readonly description: string
  /** Reasons for each field of a form, where the server gives them. */
  readonly details?: FieldErrors | undefined
  /** The body: parsed if it is JSON, else the text; of more than 64 KiB the beginning. */
  readonly body: unknown
}

/** Reasons by the names of the fields of a form; Mastodon's `error` is a code such as `ERR_TAKEN`. */
export type FieldErrors = Readonly<Record<string, readonly { error: string; description: string }[]>>

/** A server responded with a status that is not a success. */
export class ResponseError extends TypefedError implements CallFacts {
  override readonly name: string = 'ResponseError'
  declare readonly status: number
  declare readonly headers: Headers
  /** The address that was asked, without its query; '' if it is not known. */
  readonly url: string
  /** The name that the server gave the request: `x-request-id` and the like. */
  declare readonly requestId: string | undefined
  declare readonly error: string
  declare readonly description: string
  declare readonly details: FieldErrors | undefined
  declare readonly body: unknown
  readonly attempts: number
  readonly mayHaveHappened: boolean

  /** @param what the call: `com.atproto.repo.createRecord` */
  constructor(what: string, response: ErrorResponse) {
    const reason = [response.error, response.description].filter(Boolean).join(': ')
    super(`${what}: ${response.status}${reason && ` ${reason}`}${factsText(response)}`)
    const { url = '', attempts = 1, mayHaveHappened = false } = response
    Object.assign(this, response)
    this.url = url
    this.attempts = attempts
    this.mayHaveHappened = mayHaveHappened
  }
}

/** Whether a server refused; with a name, whether it refused for this reason. */
export function isResponseError(error: unknown, name?: string): error is ResponseError {
  return error instanceof ResponseError && (name === undefined || error.error === name)
}
