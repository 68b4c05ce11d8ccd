/** Pleroma and Akkoma: own objects beside Mastodon's, more visibilities and notifications, and less in some places. */
import type { ForkAnswer } from './answer.ts'
import { without } from '../instances.ts'
import { account, status } from './common.ts'

export const owner = {
  ...account('AbCdEf1234'),
  fqn: 'alice@server.test',
  pleroma: { ap_id: 'https://server.test/users/alice', is_admin: false, relationship: {}, favicon: null },
}

const reaction = { name: '🎉', count: 2, me: false, url: null, account_ids: ['AbCdEf1234'] }

export const post = {
  ...status('AbCdEf5678'),
  account: owner,
  application: null,
  text: null,
  edited_at: null,
  language: null,
  emoji_reactions: [reaction],
  pleroma: {
    local: true,
    conversation_id: 12,
    content: { 'text/plain': 'Hello' },
    emoji_reactions: [reaction],
  },
}

const attachment = {
  id: '-1234567',
  type: 'image',
  url: 'https://server.test/media/a.png',
  remote_url: 'https://server.test/media/a.png',
  preview_url: 'https://server.test/media/a.png',
  text_url: 'https://server.test/media/a.png',
  description: null,
  blurhash: null,
  pleroma: { mime_type: 'image/png' },
}

const card = {
  type: 'link',
  url: 'https://other.test/',
  title: '',
  description: '',
  image: null,
  image_description: '',
  provider_name: 'other.test',
  provider_url: 'https://other.test',
  pleroma: { opengraph: {} },
}

export const pleroma: ForkAnswer[] = [
  { what: 'posts with more in them', operation: 'getHomeTimeline', answer: [post], strict: [] },
  {
    what: 'a post for its own server',
    operation: 'getHomeTimeline',
    answer: [{ ...post, visibility: 'local' }],
    strict: ['0.visibility'],
  },
  {
    what: 'a reaction as a notification',
    operation: 'listNotifications',
    answer: [
      {
        id: '42',
        type: 'pleroma:emoji_reaction',
        emoji: '🎉',
        emoji_url: null,
        created_at: '2026-01-31T12:00:00.000Z',
        account: owner,
        status: post,
        pleroma: { is_seen: false, is_muted: false },
      },
    ],
    strict: ['0.type'],
  },
  {
    what: 'a file whose sizes are not known',
    operation: 'getHomeTimeline',
    answer: [{ ...post, media_attachments: [attachment] }],
    strict: ['0.media_attachments.0.meta'],
  },
  {
    what: 'a preview of a link',
    operation: 'getHomeTimeline',
    answer: [{ ...post, card }],
    strict: ['author_name', 'author_url', 'html', 'width', 'height', 'embed_url'].map(
      (name) => `0.card.${name}`,
    ),
  },
  {
    what: 'a quoted post without its state (Akkoma)',
    operation: 'getHomeTimeline',
    answer: [{ ...post, quote_id: 'AbCdEf9999', quote: status('AbCdEf9999') }],
    strict: ['0.quote.state', '0.quote.quoted_status'],
  },
  {
    what: 'fields of a profile that nobody verifies',
    operation: 'getHomeTimeline',
    answer: [{ ...post, account: { ...owner, fields: [{ name: 'Site', value: 'a.test' }] } }],
    strict: ['0.account.fields.0.verified_at'],
  },
  {
    what: 'the own account without a language',
    operation: 'verifyCredentials',
    answer: {
      ...owner,
      source: { note: '', fields: [], sensitive: false, privacy: 'public', pleroma: { discoverable: true } },
      follow_requests_count: 0,
    },
    strict: ['source.language'],
  },
  {
    what: 'posts without what only people who are signed in get',
    operation: 'getHomeTimeline',
    answer: [{ ...without(post, 'application', 'text', 'edited_at'), favourited: false, bookmarked: false }],
    strict: [],
  },
]
