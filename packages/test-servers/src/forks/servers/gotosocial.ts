/** GoToSocial: ids of letters everywhere, filters of posts by another name, and uploads that cannot be undone. */
import { account } from '../answers/common.ts'
import { ID, instance, post } from '../answers/gotosocial.ts'
import { instanceV1, SOURCE, without } from '../instances.ts'
import type { Json } from '../../mastodon/document.ts'
import type { Fork, ForkRoute } from '../types.ts'

const VERSION = '0.17.3+git-cb85f65'

const upload = (id: string, description: unknown = null): Json => ({
  id,
  type: 'image',
  url: 'https://server.test/fileserver/a.png',
  text_url: 'https://server.test/fileserver/a.png',
  preview_url: 'https://server.test/fileserver/a_small.webp',
  remote_url: null,
  preview_remote_url: null,
  meta: { original: { width: 1, height: 1, size: '1x1', aspect: 1 }, focus: { x: 0, y: 0 } },
  description,
  blurhash: 'LEHV6nWB2yk8pyo0adR*.7kCMdnj',
})

/** The things that may be changed and undone, but for uploads. */
function routes(): Record<string, ForkRoute> {
  const filters = new Map<string, Json>()
  const media = new Map<string, Json>()
  return {
    'GET /api/v2/filters': () => [...filters.values()],
    'POST /api/v2/filters': ({ body }) => {
      const id = `01FILTER${filters.size}`
      const keywords = Array.isArray(body.keywords_attributes) ? body.keywords_attributes : []
      filters.set(id, {
        id,
        title: body.title,
        context: body.context,
        expires_at: '2030-01-31T12:00:00+00:00',
        filter_action: body.filter_action ?? 'warn',
        keywords: keywords.map((keyword: Json, index: number) => ({ ...keyword, id: `01KEYWORD${index}` })),
        statuses: [{ id: '01FILTERSTATUS', phrase: ID }],
      })
      return filters.get(id)
    },
    'GET /api/v2/filters/:id': ({ id }) => filters.get(id),
    'PUT /api/v2/filters/:id': ({ id, body }) => {
      const filter = filters.get(id)
      return filter && Object.assign(filter, body)
    },
    'DELETE /api/v2/filters/:id': ({ id }) => (filters.delete(id) ? {} : undefined),
    'GET /api/v1/instance/domain_blocks': () => [{ domain: 'bad.test', comment: '' }],
    'GET /api/v1/statuses/:id/history': () => [
      {
        content: '<p>Hello</p>',
        spoiler_text: '',
        sensitive: false,
        created_at: '2026-01-31T12:00:00+00:00',
        account: account(ID),
        poll: null,
        media_attachments: [],
        emojis: [],
      },
    ],
    'POST /api/v2/media': ({ body }) => {
      const id = `01MEDIA${media.size}`
      media.set(id, upload(id, body.description))
      return media.get(id)
    },
    'GET /api/v1/media/:id': ({ id }) => media.get(id),
    'PUT /api/v1/media/:id': ({ id, body }) => {
      const known = media.get(id)
      return known && Object.assign(known, { description: body.description })
    },
  }
}

export const gotosocial: Fork = {
  name: 'GoToSocial',
  software: { name: 'gotosocial', version: '0.17.3' },
  instanceV1: instanceV1(VERSION),
  instanceV2: { ...instance, contact: { email: '' } },
  account: without(account(ID), 'last_status_at'),
  source: SOURCE,
  post,
  notifications: [],
  list: { replies_policy: 'followed', exclusive: false },
  nextId: (count) => `01FBVD42CQ3ZEEVMW180S${String(count).padStart(5, '0')}`,
  media: (id) => upload(id, 'A point'),
  links: 'both',
  viewParams: ({ body, scheduledAt }) => ({
    text: body.status,
    media_ids: [],
    sensitive: false,
    spoiler_text: '',
    visibility: body.visibility,
    scheduled_at: scheduledAt,
    application_id: '01F8MGY43H3N2C8EWPR2FPYEXG',
    in_reply_to_id: ID,
    language: 'en',
    poll: null,
  }),
  refused: { 'DELETE /api/v1/media/:id': 405 },
  routes,
}
