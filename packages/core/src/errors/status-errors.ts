import { type RateLimit, readRateLimit } from '../base/rate-limit.ts'
import { type ErrorResponse, ResponseError } from './response-error.ts'

/** 401: no token, or one that is not accepted. */
export class UnauthorizedError extends ResponseError {
  override readonly name: string = 'UnauthorizedError'
}

/** 403: the account may not do this. */
export class ForbiddenError extends ResponseError {
  override readonly name = 'ForbiddenError'
}

/** 404: there is no such thing, or no such endpoint. */
export class NotFoundError extends ResponseError {
  override readonly name = 'NotFoundError'
}

/** 410: it was there once. */
export class GoneError extends ResponseError {
  override readonly name = 'GoneError'
}

/** 422: the server understands what is asked and cannot do it with these values; `details` may say which. */
export class UnprocessableEntityError extends ResponseError {
  override readonly name = 'UnprocessableEntityError'
}

/** 429: too many requests. */
export class RateLimitError extends ResponseError {
  override readonly name = 'RateLimitError'
  /** What the server says of the limit, if it says anything. */
  readonly rateLimit: RateLimit | undefined

  constructor(what: string, response: ErrorResponse) {
    super(what, response)
    this.rateLimit = readRateLimit(response.headers)
  }
}

const BY_STATUS: Readonly<Record<number, typeof ResponseError>> = {
  401: UnauthorizedError,
  403: ForbiddenError,
  404: NotFoundError,
  410: GoneError,
  422: UnprocessableEntityError,
  429: RateLimitError,
}

/** The class that goes with the status. */
export function responseError(what: string, response: ErrorResponse): ResponseError {
  const Class = BY_STATUS[response.status] ?? ResponseError
  return new Class(what, response)
}

export function isUnauthorizedError(error: unknown): error is UnauthorizedError {
  return error instanceof UnauthorizedError
}

export function isForbiddenError(error: unknown): error is ForbiddenError {
  return error instanceof ForbiddenError
}

export function isNotFoundError(error: unknown): error is NotFoundError {
  return error instanceof NotFoundError
}

export function isGoneError(error: unknown): error is GoneError {
  return error instanceof GoneError
}

export function isUnprocessableEntityError(error: unknown): error is UnprocessableEntityError {
  return error instanceof UnprocessableEntityError
}

export function isRateLimitError(error: unknown): error is RateLimitError {
  return error instanceof RateLimitError
}
