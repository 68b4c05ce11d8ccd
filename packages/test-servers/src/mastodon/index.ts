/**
 * A sandbox that speaks Mastodon's API on loopback, driven by the document in `specs/mastodon`. It is not a Mastodon
 * server, and says so in `x-typefed-sandbox` of every answer.
 */
export { startMastodonSandbox } from './start.ts'
export type {
  ExampleCall,
  MastodonSandbox,
  MastodonSandboxOptions,
  SandboxRequest,
  SandboxUser,
  Violation,
} from './types.ts'
export type { ClientMessage, StreamingControl } from './streaming/types.ts'
export type { Problem } from './validate-request.ts'
