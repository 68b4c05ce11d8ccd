/**
 * The client without the tree: for bundles that should hold only what they use.
 * @module
 */
export { cleanIdentifier } from './identity/identifier.ts'
export { IdentityError, isIdentityError } from './identity/identity-error.ts'
export { AuthFactorRequiredError, isAuthFactorRequiredError } from './session/auth-factor-required-error.ts'
export { type Credentials, PasswordSession, type SessionOptions } from './session/password-session.ts'
export { type Lock, type Renewal, sharedRenewal, type SharedRenewalOptions } from './session/renewal.ts'
export type { SessionEvent, SessionHandler } from './session/session-events.ts'
export * from './repo/index.ts'
export { decodeToken, type TokenPayload } from './session/jwt.ts'
export { Session, type SessionData } from './session/session.ts'
export * from './verbs/index.ts'
export type { Caller } from './xrpc/caller.ts'
export { paginate, type PagedEndpoint } from './xrpc/paginate.ts'
export { parseRecord } from './xrpc/records.ts'
export { CHAT_SERVICE, type LabelerOptions, labelersHeader, proxyHeader } from './xrpc/service-headers.ts'
export { type SessionLike, XrpcClient, type XrpcClientOptions } from './xrpc/xrpc-client.ts'
export * from '@typefed/core'
export {
  asUnknown,
  type BinaryBody,
  type BlobRef,
  type Bytes,
  type CidLink,
  type Commit,
  type CreateRecordOptions,
  type DeletedRecord,
  type DeleteRecordOptions,
  type GetRecordOptions,
  type ListRecordsOptions,
  type LiteralAddress,
  type PutRecordOptions,
  type RecordAddress,
  type RecordPage,
  type RecordSchema,
  type Schema,
  type StoredRecord,
  type Typed,
  type Unknown,
  type WrittenRecord,
} from '@typefed/core/lexicon'
