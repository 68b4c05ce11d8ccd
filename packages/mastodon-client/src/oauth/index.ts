/**
 * How a client comes to a token: registration, consent with PKCE, exchange, and back.
 * @module
 */
export { type AppCredentials, type AppRegistration, registerApp, type RegisteredApp } from './app.ts'
export { type Authorization, type AuthorizeOptions, authorizeUrl, readCallback } from './authorize.ts'
export { discover } from './discover.ts'
export type { OAuthEndpoints, OAuthServer } from './server.ts'
export { OAuthSession, type OAuthSessionOptions, restoreSession, startSession } from './session.ts'
export {
  type AccessToken,
  clientCredentials,
  type ClientCredentialsOptions,
  type CodeExchange,
  exchangeCode,
  refreshToken,
  revoke,
} from './token.ts'
export { userinfo, type UserInfo } from './userinfo.ts'
