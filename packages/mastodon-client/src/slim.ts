/**
 * The client without the tree: for bundles that should hold only what they use.
 * @module
 */
export { uploadMedia, type UploadOptions } from './media/upload.ts'
export { RestClient, type RestClientOptions } from './rest-client.ts'
export { statusLength, type StatusLengthOptions, type StatusLimits } from './text/status-length.ts'
export type { GatingMode } from './version/rules.ts'
export { parseVersion, type ParsedVersion } from './version/parse.ts'
export { isAtLeast, type Answer as VersionAnswer, type ServerInfo } from './version/server.ts'
export { VersionGate, type VersionGateOptions } from './version/version-gate.ts'
export { type AnyVersion, type Floor, isUnsupported, type Since, type Unsupported } from './version/since.ts'
export {
  type ApiResponse,
  type CallFacts,
  type CallOptions,
  type ClientSettings,
  type ErrorResponse,
  type FetchHandler,
  type FetchInit,
  type FieldErrors,
  ForbiddenError,
  GoneError,
  isForbiddenError,
  isGoneError,
  isLoginRequiredError,
  isNetworkError,
  isNotFoundError,
  isRateLimitError,
  isResponseError,
  isStreamError,
  type Issue,
  isTimeoutError,
  isUnauthorizedError,
  isUnprocessableEntityError,
  isUnsupportedVersionError,
  isValidationError,
  type ItemStorage,
  type Logger,
  type LogLevel,
  LoginRequiredError,
  memoryStore,
  NetworkError,
  NotFoundError,
  type PageOptions,
  type Pages,
  type RateLimit,
  RateLimitError,
  readRateLimit,
  ResponseError,
  type ResponseInfo,
  type Retry,
  type RetryOptions,
  type Schema,
  type ServerDescription,
  type Store,
  StreamError,
  type Strictness,
  TimeoutError,
  TypefedError,
  UnauthorizedError,
  UnprocessableEntityError,
  UnsupportedVersionError,
  type ValidateMode,
  ValidationError,
} from '@typefed/core'
export type {
  BinaryBody,
  CallableEndpoint,
  Endpoint,
  HttpMethod,
  Page,
  PagedEndpoint,
  PageArgs,
} from '@typefed/core/rest'
export { findLink, type Link, paginate, parseLinkHeader } from '@typefed/core/rest-client'
