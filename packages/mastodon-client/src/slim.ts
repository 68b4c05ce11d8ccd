/**
 * The client without the tree: for bundles that should hold only what they use.
 * @module
 */
export { uploadMedia, type UploadOptions } from './media/upload.ts'
export { RestClient, type RestClientOptions } from './rest/rest-client.ts'
export type { GatingMode } from './version/rules.ts'
export { parseVersion, type ParsedVersion } from './version/parse.ts'
export { isAtLeast, type Answer as VersionAnswer, type ServerInfo } from './version/server.ts'
export { VersionGate, type VersionGateOptions } from './version/version-gate.ts'
export { type AnyVersion, type Floor, isUnsupported, type Since, type Unsupported } from './version/since.ts'
export * from '@typefed/core'
export {
  type Answered,
  type CallableOperation,
  findLink,
  type Link,
  type PagedCallableOperation,
  paginate,
  parseLinkHeader,
} from '@typefed/core/rest-client'
export type { BinaryBody, HttpMethod, Page, PageArgs, Schema } from '@typefed/core/rest'
