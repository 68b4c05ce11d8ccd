import type { Json } from '../mastodon/document.ts'

/** Where all doubles say that they are. */
export const BASE = 'https://server.test'

/** Limits that every version of the API has. */
export const MEDIA = {
  supported_mime_types: ['image/png', 'image/jpeg'],
  image_size_limit: 10_485_760,
  image_matrix_limit: 16_777_216,
  video_size_limit: 41_943_040,
  video_frame_rate_limit: 60,
  video_matrix_limit: 2_304_000,
}

export const POLLS = {
  max_options: 4,
  max_characters_per_option: 50,
  min_expiration: 300,
  max_expiration: 2_629_746,
}

export const STATUSES = { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 }

/** The part that credentials have besides the account, with nothing left out. */
export const SOURCE = {
  note: '',
  fields: [],
  privacy: 'public',
  sensitive: false,
  language: 'en',
  follow_requests_count: 0,
}

/** A first-generation instance with nothing left out. */
export function instanceV1(version: string, over: Json = {}): Json {
  return {
    uri: 'server.test',
    title: 'A server',
    short_description: 'For tests',
    description: 'For tests',
    email: 'admin@server.test',
    version,
    urls: { streaming_api: 'wss://server.test' },
    stats: { user_count: 1, status_count: 2, domain_count: 3 },
    thumbnail: `${BASE}/thumbnail.png`,
    languages: ['en'],
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    configuration: { statuses: STATUSES, media_attachments: MEDIA, polls: POLLS },
    contact_account: null,
    rules: [],
    ...over,
  }
}

/** A second-generation instance with nothing left out. */
export function instanceV2(version: string, over: Json = {}): Json {
  return {
    domain: 'server.test',
    title: 'A server',
    version,
    source_url: 'https://source.test',
    description: 'For tests',
    usage: { users: { active_month: 1 } },
    thumbnail: { url: `${BASE}/thumbnail.png` },
    languages: ['en'],
    configuration: configuration(),
    registrations: { enabled: false, approval_required: false, message: null },
    contact: { email: 'admin@server.test', account: null },
    rules: [],
    ...over,
  }
}

/** The configuration of a second-generation instance. */
export function configuration(over: Json = {}): Json {
  return {
    urls: { streaming: 'wss://server.test' },
    vapid: { public_key: 'BKo' },
    accounts: { max_featured_tags: 10 },
    statuses: STATUSES,
    media_attachments: MEDIA,
    polls: POLLS,
    translation: { enabled: false },
    ...over,
  }
}

/** A value without some of its properties. */
export function without(value: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
}
