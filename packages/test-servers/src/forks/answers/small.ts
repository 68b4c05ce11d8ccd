/** Takahē, Hollo, snac and Mitra: what they have no use for, they leave out or set to null. */
import type { ForkAnswer } from './answer.ts'
import { without } from '../instances.ts'
import { account, status } from './common.ts'

const tag = { name: 'tea', url: 'https://server.test/tags/tea/', history: {} }

const takahe = {
  ...status('1'),
  poll: null,
  language: null,
  text: '<p>Hello</p>',
  edited_at: null,
}

export const hollo = {
  ...status('0195b3c4-0000-7000-8000-000000000000'),
  quotes_count: 0,
  quote: null,
  quote_id: null,
  quote_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  application: null,
  emoji_reactions: [],
  poll: null,
}

const snac = {
  ...status('1769860800d41d8cd98f00b204e9800998ecf8427e'),
  account: {
    ...account('d41d8cd98f00b204e9800998ecf8427e'),
    header: '',
    header_static: '',
    roles: [],
    noindex: false,
  },
}

const poll = {
  id: '1769860800d41d8cd98f00b204e9800998ecf8427e',
  expires_at: '2026-01-31T12:00:00.000Z',
  expired: false,
  multiple: false,
  votes_count: 3,
  options: [
    { title: 'Tea', votes_count: 2 },
    { title: 'Coffee', votes_count: 1 },
  ],
  emojis: [],
  voted: true,
}

const mitra = {
  ...status('0195b3c4-0000-7000-8000-000000000001'),
  edited_at: null,
  pinned: false,
  favourited: false,
  reblogged: false,
  bookmarked: false,
  pleroma: { emoji_reactions: [], in_reply_to_account_acct: null, parent_visible: false, quote: null },
  ipfs_cid: null,
  links: [],
}

export const small: ForkAnswer[] = [
  { what: 'posts of Takahē', operation: 'getHomeTimeline', answer: [takahe], strict: [] },
  {
    what: 'an account without a header (Takahē)',
    operation: 'getHomeTimeline',
    answer: [{ ...takahe, account: { ...account('2'), header: null, header_static: null } }],
    strict: ['0.account.header', '0.account.header_static'],
  },
  {
    what: 'a hashtag whose history is an object (Takahē)',
    operation: 'search',
    params: { q: 'tea' },
    answer: { accounts: [], statuses: [], hashtags: [tag] },
    strict: ['hashtags.0.history'],
  },
  { what: 'posts with more in them (Hollo)', operation: 'getHomeTimeline', answer: [hollo], strict: [] },
  {
    what: 'a post that no filter matched (Hollo)',
    operation: 'getHomeTimeline',
    answer: [{ ...hollo, filtered: null }],
    strict: ['0.filtered'],
  },
  {
    what: 'a post that answers none (Hollo)',
    operation: 'getHomeTimeline',
    answer: [without(hollo, 'in_reply_to_account_id')],
    strict: ['0.in_reply_to_account_id'],
  },
  { what: 'empty texts for addresses (snac)', operation: 'getHomeTimeline', answer: [snac], strict: [] },
  {
    what: 'an account without emojis (snac)',
    operation: 'getHomeTimeline',
    answer: [{ ...snac, account: without(snac.account, 'emojis') }],
    strict: ['0.account.emojis'],
  },
  {
    what: 'a poll without the number of voters (snac)',
    operation: 'getHomeTimeline',
    answer: [{ ...snac, poll }],
    strict: ['0.poll.voters_count'],
  },
  {
    what: 'a post for subscribers (Mitra)',
    operation: 'getHomeTimeline',
    answer: [{ ...mitra, visibility: 'subscribers' }],
    strict: ['0.visibility'],
  },
  {
    what: 'a post without card and language (Mitra)',
    operation: 'getHomeTimeline',
    answer: [without(mitra, 'card', 'language')],
    strict: ['0.card', '0.language'],
  },
]
