import assert from 'node:assert/strict'
import { isUnauthorizedError } from '@typefed/core'
import type { Check } from '../types.ts'

const area = 'accounts'

export const accounts: readonly Check[] = [
  {
    area,
    name: 'verify credentials',
    core: true,
    async run(client) {
      const { acct } = await client.api.v1.accounts.verify_credentials.get()
      return `@${acct}`
    },
  },
  {
    area,
    name: 'refuse a wrong token',
    core: true,
    async run(client) {
      const stranger = client.with({ accessToken: 'no-token-of-this-server' })
      const answer = stranger.api.v1.accounts.verify_credentials.get({ validate: 'off' })
      await assert.rejects(answer, isUnauthorizedError, 'it does not answer 401')
    },
  },
  {
    area,
    name: 'by id',
    core: true,
    async run(client, { me }) {
      const account = await client.api.v1.accounts(me.id).get()
      assert.equal(account.acct, me.acct)
    },
  },
  {
    area,
    name: 'by name',
    async run(client, { me }) {
      const account = await client.api.v1.accounts.lookup.get({ params: { acct: me.acct } })
      assert.equal(account.id, me.id)
    },
  },
  {
    area,
    name: 'posts of one',
    core: true,
    async run(client, { me }) {
      const posts = await client.api.v1.accounts(me.id).statuses.get({ params: { limit: 5 } })
      for (const { account } of posts) assert.equal(account.id, me.id)
    },
  },
  {
    area,
    name: 'followers and followed',
    async run(client, { me }) {
      const account = client.api.v1.accounts(me.id)
      const followers = await account.followers.get({ params: { limit: 5 } })
      const following = await account.following.get({ params: { limit: 5 } })
      return `${followers.length} and ${following.length} on a page`
    },
  },
  { area, name: 'featured tags', run: (client, { me }) => client.api.v1.accounts(me.id).featured_tags.get() },
  { area, name: 'preferences', run: (client) => client.api.v1.preferences.get() },
]
