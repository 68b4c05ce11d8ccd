import type { Peer } from '../protocol.ts'

export type PeerId =
  | 'typefed'
  | 'atcute'
  | 'bsky-sdk'
  | 'lex'
  | 'atproto-api'
  | 'atproto-sync'
  | 'skyware'
  | 'socket'

export const PEERS: readonly Peer<PeerId>[] = [
  { id: 'typefed', title: 'typefed', packages: ['@typefed/atproto-client'] },
  {
    id: 'atcute',
    title: 'atcute',
    packages: [
      '@atcute/client',
      '@atcute/password-session',
      '@atcute/atproto',
      '@atcute/bluesky',
      '@atcute/ozone',
    ],
  },
  {
    id: 'bsky-sdk',
    title: '@bsky/sdk',
    packages: ['@atproto/lex', '@atproto/lex-password-session', '@bsky/sdk', '@bsky/sdk/lexicons'],
  },
  { id: 'lex', title: 'lex build', packages: [] },
  { id: 'atproto-api', title: '@atproto/api', packages: ['@atproto/api'] },
  { id: 'atproto-sync', title: '@atproto/sync', packages: [] },
  { id: 'skyware', title: '@skyware/firehose', packages: [] },
  { id: 'socket', title: 'bare socket', packages: [] },
]
