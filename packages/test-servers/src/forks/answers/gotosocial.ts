/** GoToSocial: ids of letters, its own policies, times without fractions, and keys left out where there is nothing. */
import type { ForkAnswer } from './answer.ts'
import { without } from '../instances.ts'
import { account, status } from './common.ts'

export const ID = '01FBVD42CQ3ZEEVMW180SBX03B'

export const author = {
  ...account(ID),
  created_at: '2021-07-30T09:20:25+00:00',
  last_status_at: '2026-01-31T09:20:25+00:00',
  header_description: 'A field',
  theme: 'blurple-light.css',
  enable_rss: true,
  roles: [{ id: 'admin', name: 'admin', color: '' }],
}

export const post = {
  ...status(ID),
  account: without(author, 'last_status_at'),
  favourited: false,
  reblogged: false,
  muted: false,
  bookmarked: false,
  pinned: false,
  poll: null,
  interaction_policy: { can_favourite: { always: ['public', 'me'], with_approval: [] } },
}

export const instance = {
  domain: 'server.test',
  account_domain: 'server.test',
  title: 'GoToSocial',
  version: '0.17.3+git-cb85f65',
  source_url: 'https://server.test/source',
  description: '',
  description_text: '',
  usage: { users: { active_month: 0 } },
  thumbnail: { url: '' },
  languages: [],
  configuration: {
    urls: {
      streaming: 'wss://server.test',
      about: 'https://server.test/about',
      privacy_policy: null,
      terms_of_service: null,
    },
    accounts: { allow_custom_css: true, max_featured_tags: 10, max_profile_fields: 6 },
    statuses: {
      max_characters: 5000,
      max_media_attachments: 6,
      characters_reserved_per_url: 25,
      supported_mime_types: ['text/plain', 'text/markdown'],
    },
    media_attachments: {
      supported_mime_types: ['image/png'],
      image_size_limit: 41943040,
      image_matrix_limit: 2147483647,
      video_size_limit: 41943040,
      video_frame_rate_limit: 2147483647,
      video_matrix_limit: 2147483647,
    },
    polls: { max_options: 6, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2629746 },
    translation: { enabled: false },
    emojis: { emoji_size_limit: 51200 },
    vapid: { public_key: 'BKo' },
  },
  registrations: {
    enabled: false,
    approval_required: true,
    message: null,
    min_age: null,
    reason_required: true,
  },
  contact: { email: '', account: author },
  rules: [],
  terms: '',
}

export const gotosocial: ForkAnswer[] = [
  { what: 'posts with more in them', operation: 'getHomeTimeline', answer: [post], strict: [] },
  {
    what: 'a post for people who follow each other',
    operation: 'getHomeTimeline',
    answer: [{ ...post, visibility: 'mutuals_only' }],
    strict: ['0.visibility'],
  },
  {
    what: 'a moment where a day is described',
    operation: 'getHomeTimeline',
    answer: [{ ...post, account: author }],
    strict: ['0.account.last_status_at'],
  },
  {
    what: 'a server with a contact',
    operation: 'getInstance',
    answer: instance,
    strict: ['contact.account.last_status_at'],
  },
  {
    what: 'a server without a contact',
    operation: 'getInstance',
    answer: { ...instance, contact: { email: '' } },
    strict: ['contact.account'],
  },
]
