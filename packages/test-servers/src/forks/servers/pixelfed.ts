/** Pixelfed: counts as text, ids of conversations as numbers, and accounts in lists with half of their properties. */
import { account } from '../answers/common.ts'
import { pixelfed as post } from '../answers/php.ts'
import { configuration, instanceV1, instanceV2, SOURCE, without } from '../instances.ts'
import type { Fork } from '../types.ts'

const VERSION = '3.5.3 (compatible; Pixelfed 0.12.3)'

const author = { ...account('9'), moved: null, last_status_at: null }
const muted = without(account('10'), 'avatar_static', 'header', 'header_static', 'fields', 'bot')
const stats = { user_count: 1, status_count: '29662653', domain_count: 3 }

export const pixelfed: Fork = {
  name: 'Pixelfed',
  software: { name: 'pixelfed', version: '0.12.3' },
  instanceV1: instanceV1(VERSION, { stats, urls: { streaming_api: null } }),
  instanceV2: instanceV2(VERSION, {
    configuration: configuration({ urls: { streaming: null }, vapid: { public_key: null } }),
  }),
  account: author,
  source: SOURCE,
  post,
  notifications: [],
  list: {},
  nextId: (count) => String(123_456_789_012_345_678n + BigInt(count)),
  links: 'both',
  routes: () => ({
    'GET /api/v1/mutes': () => [muted],
    'GET /api/v1/conversations': () => [{ id: 279, unread: false, accounts: [author], last_status: null }],
  }),
}
