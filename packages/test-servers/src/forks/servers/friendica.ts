/** Friendica: no source of credentials, an empty list for nobody, and null where addresses belong. */
import { friendica as post } from '../answers/php.ts'
import { account } from '../answers/common.ts'
import { configuration, instanceV1, instanceV2, without } from '../instances.ts'
import type { Fork } from '../types.ts'

const VERSION = '2.8.0 (compatible; Friendica 2024.08)'

const author = { ...account('4'), group: false, discoverable: true, last_status_at: '2026-01-31' }
const limits = { supported_mime_types: ['image/png'], image_size_limit: 10_485_760 }

export const friendica: Fork = {
  name: 'Friendica',
  software: { name: 'friendica', version: '2024.08' },
  instanceV1: instanceV1(VERSION, { urls: null, contact_account: [] }),
  instanceV2: instanceV2(VERSION, {
    source_url: null,
    configuration: without(configuration({ media_attachments: limits }), 'urls', 'translation'),
  }),
  account: author,
  source: undefined,
  post,
  notifications: [],
  list: {},
  nextId: (count) => String(1000 + count),
  links: 'both',
}
