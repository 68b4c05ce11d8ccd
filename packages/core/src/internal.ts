/**
 * Parts that the typefed clients are made of. Not for users: they change without notice.
 * @module
 */
export { bindMembers } from './base/bind-members.ts'
export { isThrownByHandler, notify } from './base/notify.ts'
export { builtinModule, optionalPackage } from './base/optional-package.ts'
export { orAbort } from './base/or-abort.ts'
export { readRetryDelay } from './base/rate-limit.ts'
export { wait } from './base/wait.ts'
export { requireBinary } from './client/body.ts'
export { bindMethod, factsOf, type MethodHost } from './client/bind.ts'
export { checkResponse, parseJson, parseOutput, requireValid } from './client/checks.ts'
export { cursorPages } from './client/cursor-pages.ts'
export type { CallableEndpoint, Endpoint, PagedEndpoint } from './client/endpoint.ts'
export { readSources } from './client/files.ts'
export { bearer, joinHeaders, readServerUrl } from './client/headers.ts'
export { DEFAULT_TIMEOUT } from './client/options.ts'
export { getItems, makePages, type PagesOptions } from './client/pages.ts'
export { addHint, appendHint, COMMON_MISTAKES, type Mistake } from './client/hints.ts'
export { fillPath } from './client/path.ts'
export type { ApiRequest, CallArgs } from './client/prepare.ts'
export { encodeQuery } from './client/query.ts'
export { type RawArgs, rawEndpoint } from './client/raw.ts'
export { hideSecrets, hideTokens } from './client/secrets.ts'
export { targetOf } from './client/target.ts'
export { factsText } from './errors/call-facts.ts'
export { responseError } from './errors/status-errors.ts'
export { validationError } from './errors/validation-error.ts'
export { bindRoutes } from './rest/bind-routes.ts'
export { pathOf, pathOnHost } from './rest/path-on-host.ts'
export { RenewingSession, type RenewingSessionOptions } from './session/renewing-session.ts'
export { type SessionEvent, type SessionHandler, SessionHandlers } from './session/session-handlers.ts'
export {
  type Lock,
  type Renewal,
  type SessionRules,
  sharedRenewal,
  type SharedRenewalOptions,
} from './session/shared-renewal.ts'
export { lazyStream } from './socket/make-stream.ts'
export { storeOf } from './storage/store.ts'
export { globalFetch } from './transport/fetch-handler.ts'
export { RETRY_RULES } from './transport/retry-rules.ts'
export { formatPath, kindOf, validate } from './wire/index.ts'
