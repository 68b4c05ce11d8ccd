import { existsSync } from 'node:fs'
import { fromBench } from '../paths.ts'

export type PeerId = 'typefed' | 'atcute' | 'bsky-sdk' | 'lex' | 'atproto-api'

export interface Peer {
  readonly id: PeerId
  /** The head of its column. */
  readonly title: string
  /** Everything it has to offer, as packages; empty if it has no packages of its own. */
  readonly packages: readonly string[]
}

/** In the order of the columns, ours first. */
export const PEERS: readonly Peer[] = [
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
]

/** The file of one of a peer's programs. */
export function programOf(peer: Peer, program: string): string {
  return fromBench(`src/peers/${peer.id}/${program}.ts`)
}

/** The peers that have a program. */
export function peersWith(program: string): Peer[] {
  return PEERS.filter((peer) => existsSync(programOf(peer, program)))
}
