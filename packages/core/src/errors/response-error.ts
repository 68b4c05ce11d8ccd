import { TypefedError } from './typefed-error.ts'

/** What a server said when it refused. */
export interface ErrorAnswer {
  readonly status: number
  readonly headers: Headers
  /** The name of the error: `InvalidRequest`, `invalid_grant`; '' if the answer has none. */
  readonly error: string
  /** The server's own words, at most 500 characters, without anything that looks like a token. */
  readonly description: string
  /** What is wrong with each field of a form, where the server says so. */
  readonly details?: FieldErrors | undefined
  /** The body: parsed if it is JSON, else the text. */
  readonly body: unknown
}

/** What is wrong with the fields of a form, by their names; Mastodon's `error` is a code such as `ERR_TAKEN`. */
export type FieldErrors = Readonly<Record<string, readonly { error: string; description: string }[]>>

/** A server answered with a status that is not a success. */
export class ResponseError extends TypefedError {
  override readonly name: string = 'ResponseError'
  readonly status: number
  readonly headers: Headers
  readonly error: string
  readonly description: string
  readonly details: FieldErrors | undefined
  readonly body: unknown

  /** @param what the call: `com.atproto.repo.createRecord` */
  constructor(what: string, answer: ErrorAnswer) {
    const said = [answer.error, answer.description].filter(Boolean).join(': ')
    super(`${what}: ${answer.status}${said ? ` ${said}` : ''}`)
    this.status = answer.status
    this.headers = answer.headers
    this.error = answer.error
    this.description = answer.description
    this.details = answer.details
    this.body = answer.body
  }
}

/** Whether a server refused; with a name, whether it refused for this reason. */
export function isResponseError(error: unknown, name?: string): error is ResponseError {
  return error instanceof ResponseError && (name === undefined || error.error === name)
}
