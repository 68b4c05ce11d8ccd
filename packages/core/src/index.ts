/**
 * What both typefed clients share.
 * @module
 */
export { checkAnswer, parseJson, requireValid } from './calls/checks.ts'
export type { CallOptions, PageOptions, ResponseInfo, ValidateMode } from './calls/options.ts'
export { type CallSettings, DEFAULT_TIMEOUT } from './calls/settings.ts'
export { tell } from './calls/tell.ts'
export { isLoginRequiredError, LoginRequiredError } from './errors/login-required-error.ts'
export { isNetworkError, NetworkError } from './errors/network-error.ts'
export {
  type ErrorAnswer,
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
  responseError,
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
export { isValidationError, misfit, ValidationError } from './errors/validation-error.ts'
export { makePages, type Pages, type PagesOptions } from './pagination/pages.ts'
export { lazyStream } from './socket/make-stream.ts'
export type { Stream, StreamOptions } from './socket/stream.ts'
export { type ItemStorage, memoryStore, type Store, storeOf } from './storage/store.ts'
export { hideSecrets, hideTokens, readErrorAnswer } from './transport/answer.ts'
export type { FetchHandler, FetchInit } from './transport/fetch-handler.ts'
export type { RetryOptions } from './transport/ky.ts'
export { orAbort } from './transport/or-abort.ts'
export { type RateLimit, readRateLimit, readRetryDelay } from './transport/rate-limit.ts'
export { send, type SendOptions } from './transport/send.ts'
export { wait } from './transport/wait.ts'
export { formatPath, type Issue, type Strictness, validate } from './wire/index.ts'
