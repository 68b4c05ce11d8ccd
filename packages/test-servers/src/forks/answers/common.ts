/** What all the answers have in common: what Mastodon 2.x sent already. */
const BASE = 'https://server.test'

export function account(id: string): Record<string, unknown> {
  return {
    id,
    username: 'alice',
    acct: 'alice',
    url: `${BASE}/@alice`,
    display_name: 'Alice',
    note: '<p>Hello</p>',
    avatar: `${BASE}/avatar.png`,
    avatar_static: `${BASE}/avatar.png`,
    header: `${BASE}/header.png`,
    header_static: `${BASE}/header.png`,
    locked: false,
    bot: false,
    fields: [],
    emojis: [],
    created_at: '2026-01-31T12:00:00.000Z',
    statuses_count: 1,
    followers_count: 2,
    following_count: 3,
  }
}

export function status(id: string): Record<string, unknown> {
  return {
    id,
    uri: `${BASE}/statuses/${id}`,
    url: `${BASE}/@alice/${id}`,
    created_at: '2026-01-31T12:00:00.000Z',
    account: account('3'),
    content: '<p>Hello</p>',
    visibility: 'public',
    sensitive: false,
    spoiler_text: '',
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    reblogs_count: 0,
    favourites_count: 0,
    replies_count: 0,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    reblog: null,
    card: null,
    language: 'en',
  }
}
