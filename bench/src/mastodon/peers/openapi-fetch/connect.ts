import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../../../../generated/openapi-typescript/openapi.d.ts'
import type { Credentials } from '../../credentials.ts'

export type MastodonApi = Client<paths>

export function connectTo({ url, accessToken }: Credentials): MastodonApi {
  return createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${accessToken}` } })
}
