import type { Subscription } from './streaming/subscription.ts'

/** What an answer is when it is not simply the value with 200. */
export class Answer {
  readonly status: number
  /** Sent as JSON, unless `mediaType` says otherwise and it is a text. */
  readonly body: unknown
  readonly headers: Readonly<Record<string, string>>
  readonly mediaType: string | undefined

  constructor(
    status: number,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
    mediaType?: string,
  ) {
    this.status = status
    this.body = body
    this.headers = headers
    this.mediaType = mediaType
  }
}

/** An answer that goes on: events as they happen. */
export class EventStreamAnswer extends Answer {
  readonly subscription: Subscription
  /** Whose events they are. */
  readonly token: string

  constructor(subscription: Subscription, token: string) {
    super(200, '', {}, 'text/event-stream')
    this.subscription = subscription
    this.token = token
  }
}

/** A response that need not be as the document says: of other software, or of a server that fails. */
export class ForeignAnswer extends Answer {}

/** Thrown to answer with an error in Mastodon's form. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>

  constructor(status: number, error: string, beside: Readonly<Record<string, unknown>> = {}) {
    super(error)
    this.status = status
    this.body = { error, ...beside }
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Record not found')
}

export function unprocessable(reason: string): Refusal {
  return new Refusal(422, `Validation failed: ${reason}`)
}
