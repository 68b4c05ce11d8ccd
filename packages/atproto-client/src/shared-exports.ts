/** The exports that the client with the tree and the one without it share. */
export type { Caller } from './caller.ts'
export { cleanIdentifier } from './identity/identifier.ts'
export { IdentityError, isIdentityError } from './identity/identity-error.ts'
export { paginate } from './paginate.ts'
export * from './repo/index.ts'
export { parseRecord } from './repo/parse-record.ts'
export { CHAT_SERVICE, type LabelerOptions, labelersHeader, proxyHeader } from './service-headers.ts'
export { AuthFactorRequiredError, isAuthFactorRequiredError } from './session/auth-factor-required-error.ts'
export { decodeToken, type TokenPayload } from './session/jwt.ts'
export { type Credentials, PasswordSession, type SessionOptions } from './session/password-session.ts'
export { type Lock, type Renewal, sharedRenewal, type SharedRenewalOptions } from './session/renewal.ts'
export type { SessionHandler } from './session/password-session.ts'
export type { SessionEvent } from '@typefed/core/internal'
export { Session, type SessionData } from './session/session.ts'
export { type SessionLike, XrpcClient, type XrpcClientOptions } from './xrpc-client.ts'
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
  type Store,
  type Stream,
  StreamError,
  type StreamOptions,
  type Strictness,
  TimeoutError,
  TypefedError,
  UnauthorizedError,
  UnprocessableEntityError,
  type ValidateMode,
  ValidationError,
} from '@typefed/core'
export {
  asUnknown,
  type BinaryBody,
  type BlobRef,
  type Bytes,
  type CallableEndpoint,
  type CidLink,
  type Commit,
  type CreateRecordOptions,
  type DeletedRecord,
  type DeleteRecordOptions,
  type Endpoint,
  type GetRecordOptions,
  type ListRecordsOptions,
  type LiteralAddress,
  type PagedEndpoint,
  type PutRecordOptions,
  type RecordAddress,
  type RecordPage,
  type RecordSchema,
  type StoredRecord,
  type Typed,
  type Unknown,
  type WrittenRecord,
} from '@typefed/core/lexicon'
