/** Iceshrimp.NET, of Misskey's kind: reactions and bites as notifications, and null for what nobody asked about. */
import type { ForkAnswer } from './answer.ts'
import { account, status } from './common.ts'

export const author = { ...account('9abc'), fqn: 'alice@server.test', moved: null, discoverable: true }

export const post = {
  ...status('9xyz'),
  account: author,
  text: 'Hello',
  content_type: 'text/x.misskeymarkdown',
  edited_at: null,
  reblogged: false,
  favourited: false,
  bookmarked: false,
  muted: false,
  poll: null,
  filtered: [],
  reactions: [{ name: '👍', count: 1, me: false, url: null, static_url: null }],
  application: null,
  language: null,
  quote: null,
  quote_id: null,
}

export const notification = (type: string) => ({
  id: '7',
  type,
  created_at: '2026-01-31T12:00:00.000Z',
  account: author,
  status: post,
  pleroma: { is_muted: false, is_seen: true },
  emoji: '👍',
  emoji_url: null,
})

export const misskey: ForkAnswer[] = [
  { what: 'posts with more in them', operation: 'getHomeTimeline', answer: [post], strict: [] },
  {
    what: 'notifications of other kinds',
    operation: 'listNotifications',
    answer: ['favourite', 'reaction', 'bite'].map(notification),
    strict: ['1.type', '2.type'],
  },
  {
    what: 'a notification about no post',
    operation: 'listNotifications',
    answer: [{ ...notification('follow'), status: null, emoji: null }],
    strict: [],
  },
  {
    what: 'a boost without a text',
    operation: 'getHomeTimeline',
    answer: [{ ...post, content: null, reblog: post }],
    strict: ['0.content'],
  },
  {
    what: 'a quoted post without its state',
    operation: 'getHomeTimeline',
    answer: [{ ...post, quote: post, quote_id: '9xyz' }],
    strict: ['0.quote.state', '0.quote.quoted_status'],
  },
  {
    what: 'posts for nobody in particular',
    operation: 'getPublicTimeline',
    answer: [{ ...post, favourited: null, reblogged: null, bookmarked: null, muted: null }],
    strict: ['reblogged', 'favourited', 'bookmarked', 'muted'].map((name) => `0.${name}`),
  },
]
