/**
 * What both typefed clients share.
 * @module
 */
export type { CallOptions, PageOptions, ResponseInfo, ValidateMode } from './call-options.ts'
export { isLoginRequiredError, LoginRequiredError } from './errors/login-required-error.ts'
export { isNetworkError, NetworkError } from './errors/network-error.ts'
export { type ErrorAnswer, isResponseError, ResponseError } from './errors/response-error.ts'
export {
  ForbiddenError,
  isForbiddenError,
  isNotFoundError,
  isRateLimitError,
  isUnauthorizedError,
  NotFoundError,
  RateLimitError,
  responseError,
  UnauthorizedError,
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
export { makePages, type Pages, type PagesOptions } from './pagination/pages.ts'
export { hideTokens, readErrorAnswer } from './transport/answer.ts'
export type { FetchHandler } from './transport/fetch-handler.ts'
export { type RateLimit, readRateLimit, readRetryDelay } from './transport/rate-limit.ts'
export { send, type SendOptions } from './transport/send.ts'
export { formatPath, type Issue, type Strictness, validate } from './wire/index.ts'
