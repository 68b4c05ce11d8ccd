/** Hollo: no `edited_at`, no way back through pages, and an instance with less in it. */
import { account } from '../answers/common.ts'
import { hollo as post } from '../answers/small.ts'
import { BASE, configuration, instanceV1, instanceV2, SOURCE, without } from '../instances.ts'
import type { Fork } from '../types.ts'

const VERSION = '0.6.6'
const ID = '0195b3c4-0000-7000-8000'
const author = account(`${ID}-000000000000`)

export const hollo: Fork = {
  name: 'Hollo',
  software: { name: 'hollo', version: VERSION },
  instanceV1: instanceV1(VERSION, { urls: {} }),
  instanceV2: without(instanceV2(VERSION, { configuration: without(configuration(), 'urls') }), 'thumbnail'),
  account: author,
  source: SOURCE,
  post,
  viewPost: () => ({ edited_at: undefined }),
  notifications: [],
  list: { replies_policy: 'list', exclusive: false },
  nextId: (count) => `${ID}-${String(count).padStart(12, '0')}`,
  links: 'next',
  routes: () => ({
    'GET /.well-known/oauth-authorization-server': () => ({
      issuer: `${BASE}/`,
      authorization_endpoint: `${BASE}/oauth/authorize`,
      token_endpoint: `${BASE}/oauth/token`,
      app_registration_endpoint: `${BASE}/api/v1/apps`,
      revocation_endpoint: `${BASE}/oauth/revoke`,
      userinfo_endpoint: `${BASE}/oauth/userinfo`,
      scopes_supported: ['read', 'write', 'follow'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code', 'client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      code_challenge_methods_supported: ['S256'],
    }),
  }),
}
