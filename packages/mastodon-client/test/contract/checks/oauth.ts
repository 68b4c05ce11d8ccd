import assert from 'node:assert/strict'
import { discover } from '../../../src/oauth/index.ts'
import type { Check } from '../types.ts'

const area = 'OAuth'

export const oauth: readonly Check[] = [
  {
    area,
    name: 'endpoints',
    core: true,
    async run(client) {
      const { fetch } = client.settings()
      const { authorize, token } = await discover({ url: client.origin, ...(fetch && { fetch }) })
      for (const endpoint of [authorize, token]) assert.equal(new URL(endpoint).origin, client.origin)
    },
  },
  {
    area,
    name: 'discovery document',
    async run(client) {
      const found = await client['.well-known']['oauth-authorization-server'].get()
      return `${found.scopes_supported.length} scopes`
    },
  },
  {
    area,
    name: 'the application of the token',
    async run(client) {
      const { name } = await client.api.v1.apps.verify_credentials.get()
      assert.ok(name, 'it has no name')
    },
  },
  { area, name: 'who the user is', run: (client) => client.oauth.userinfo.get() },
]
