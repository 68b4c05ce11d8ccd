import { endpointsOf } from './discover.ts'
import { request } from './request.ts'
import type { OAuthServer } from './server.ts'

/** Whom a token belongs to, in the words of OpenID Connect. */
export interface UserInfo {
  readonly iss?: string
  /** The address of the account in ActivityPub. */
  readonly sub: string
  readonly name?: string
  readonly preferred_username?: string
  readonly profile?: string
  readonly picture?: string
}

/** Asks whom a token belongs to. It needs the scope `profile`, and Mastodon 4.4; older servers answer with a NotFoundError. */
export async function userinfo(
  server: OAuthServer,
  { accessToken }: { readonly accessToken: string },
): Promise<UserInfo> {
  const { userinfo } = await endpointsOf(server)
  const response = await request(server, userinfo, { name: 'userinfo', accessToken, strings: ['sub'] })
  return response as UserInfo
}
