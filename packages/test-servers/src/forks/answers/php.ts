/** Pixelfed and Friendica: moments where Mastodon has days, and their own objects. */
import type { ForkAnswer } from './answer.ts'
import { without } from '../instances.ts'
import { account, status } from './common.ts'

const photo = {
  id: '5',
  type: 'image',
  url: 'https://server.test/storage/a.jpg',
  remote_url: null,
  preview_url: 'https://server.test/storage/a_thumb.jpg',
  optimized_url: null,
  description: null,
  meta: null,
  is_nsfw: 0,
  filter_class: '',
}

export const pixelfed = {
  ...status('123456789012345678'),
  account: { ...account('9'), moved: null, last_status_at: null },
  reblogged: false,
  favourited: false,
  muted: false,
  bookmarked: false,
  application: { name: 'web', website: null },
  poll: null,
  media_attachments: [photo],
  tags: [{ name: 'tea', slug: 'tea', url: 'https://server.test/discover/tags/tea' }],
}

export const friendica = {
  ...status('77'),
  account: { ...account('4'), group: false, discoverable: true, last_status_at: '2026-01-31T00:00:00.000Z' },
  edited_at: null,
  in_reply_to_status: null,
  favourited: false,
  reblogged: false,
  muted: false,
  bookmarked: false,
  quote: null,
  poll: null,
  language: null,
  application: { name: 'Friendica', website: '' },
  friendica: { title: 'Hello', delivery_data: { delivery_queue_count: 0 }, dislikes_count: 0 },
}

export const php: ForkAnswer[] = [
  { what: 'posts of Pixelfed', operation: 'getHomeTimeline', answer: [pixelfed], strict: [] },
  {
    what: 'a moment where a day is described (Pixelfed)',
    operation: 'getHomeTimeline',
    answer: [
      { ...pixelfed, account: { ...pixelfed.account, last_status_at: '2026-01-31T12:00:00.000000Z' } },
    ],
    strict: ['0.account.last_status_at'],
  },
  {
    what: 'an account without a name to display (Pixelfed)',
    operation: 'getHomeTimeline',
    answer: [{ ...pixelfed, account: { ...pixelfed.account, display_name: null } }],
    strict: ['0.account.display_name'],
  },
  {
    what: 'posts of Friendica',
    operation: 'getHomeTimeline',
    answer: [friendica, without(friendica, 'application')],
    strict: ['0.account.last_status_at', '1.account.last_status_at'],
  },
  {
    what: 'a quoted post without its state (Friendica)',
    operation: 'getHomeTimeline',
    answer: [{ ...friendica, account: account('4'), quote: status('78') }],
    strict: ['0.quote.state', '0.quote.quoted_status'],
  },
]
