/**
 * The parts that both typefed clients share: errors, options, pages, stores.
 * @module
 */
export type { RateLimit } from './base/rate-limit.ts'
export { readRateLimit } from './base/rate-limit.ts'
export type { Logger, LogLevel } from './client/logger.ts'
export type {
  ApiResponse,
  CallOptions,
  ClientSettings,
  PageOptions,
  ResponseInfo,
  ValidateMode,
} from './client/options.ts'
export type { Pages } from './client/pages.ts'
export type { CallFacts } from './errors/call-facts.ts'
export { isLoginRequiredError, LoginRequiredError } from './errors/login-required-error.ts'
export { isNetworkError, NetworkError } from './errors/network-error.ts'
export {
  type ErrorResponse,
  type FieldErrors,
  isResponseError,
  ResponseError,
} from './errors/response-error.ts'
export {
  ForbiddenError,
  GoneError,
  isForbiddenError,
  isGoneError,
  isNotFoundError,
  isRateLimitError,
  isUnauthorizedError,
  isUnprocessableEntityError,
  NotFoundError,
  RateLimitError,
  UnauthorizedError,
  UnprocessableEntityError,
} from './errors/status-errors.ts'
export { isStreamError, StreamError } from './errors/stream-error.ts'
export { isTimeoutError, TimeoutError } from './errors/timeout-error.ts'
export { TypefedError } from './errors/typefed-error.ts'
export {
  isUnsupportedVersionError,
  type ServerDescription,
  UnsupportedVersionError,
} from './errors/unsupported-version-error.ts'
export { isValidationError, ValidationError } from './errors/validation-error.ts'
export type { ConnectOptions, Stream, StreamOptions } from './socket/stream.ts'
export { type ItemStorage, memoryStore, type Store } from './storage/store.ts'
export type { FetchHandler, FetchInit, Retry } from './transport/fetch-handler.ts'
export type { RetryOptions } from './transport/ky.ts'
export type { Issue, Schema, Strictness } from './wire/index.ts'
