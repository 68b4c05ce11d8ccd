/**
 * The client without the tree: for bundles that should hold only what they use.
 * @module
 */
export {
  type Credentials,
  PasswordSession,
  type SessionEvent,
  type SessionHandler,
  type SessionOptions,
} from './session/password-session.ts'
export { decodeToken, type TokenPayload } from './session/jwt.ts'
export { Session, type SessionData } from './session/session.ts'
export { parseRecord } from './xrpc/records.ts'
export { type SessionLike, XrpcClient, type XrpcClientOptions } from './xrpc/xrpc-client.ts'
export * from '@typefed/core'
export {
  asUnknown,
  type BinaryBody,
  type BlobRef,
  type Bytes,
  type CidLink,
  type Schema,
  type Typed,
  type Unknown,
} from '@typefed/core/lexicon'
