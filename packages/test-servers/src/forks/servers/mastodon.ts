/** Mastodon itself: long ago, when less was told, and a nightly build with an empty picture. */
import { account, status } from '../answers/common.ts'
import { instanceV1, instanceV2, SOURCE, without } from '../instances.ts'
import type { Fork } from '../types.ts'

const common = {
  account: account('3'),
  post: status('1'),
  notifications: [
    {
      id: '5',
      type: 'follow',
      created_at: '2026-01-31T12:00:00.000Z',
      account: account('7'),
    },
  ],
  nextId: (count: number) => String(110_883_505_948_339_014n + BigInt(count)),
  links: 'both',
} as const

const NEW_IN_1 = [
  'short_description',
  'registrations',
  'approval_required',
  'invites_enabled',
  'configuration',
  'rules',
]

export const oldMastodon: Fork = {
  ...common,
  name: 'Mastodon 2.8',
  software: { name: 'mastodon', version: '2.8.4' },
  instanceV1: without(instanceV1('2.8.4'), ...NEW_IN_1),
  instanceV2: undefined,
  source: { note: '', fields: [], privacy: 'public', sensitive: null, language: null },
  list: {},
  deleted: {},
}

export const nightly: Fork = {
  ...common,
  name: 'Mastodon nightly',
  software: { name: 'mastodon', version: '4.6.0-nightly.2026-03-01' },
  instanceV1: instanceV1('4.6.0-nightly.2026-03-01'),
  instanceV2: instanceV2('4.6.0-nightly.2026-03-01', { thumbnail: {} }),
  source: SOURCE,
  list: { replies_policy: 'list', exclusive: false },
}
