import type { Peer } from '../protocol.ts'

export type PeerId = 'typefed' | 'masto' | 'megalodon' | 'hey-api' | 'openapi-fetch' | 'socket'

export const PEERS: readonly Peer<PeerId>[] = [
  { id: 'typefed', title: 'typefed', packages: ['@typefed/mastodon-client'] },
  { id: 'masto', title: 'masto', packages: ['masto'] },
  { id: 'megalodon', title: 'megalodon', packages: ['megalodon'] },
  { id: 'hey-api', title: 'hey-api', packages: [] },
  { id: 'openapi-fetch', title: 'openapi-fetch', packages: ['openapi-fetch'] },
  { id: 'socket', title: 'bare socket', packages: [] },
]
