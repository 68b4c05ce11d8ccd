import type { PeerId } from './peers/peers.ts'

/** What a peer reached: a number, a word, or that its program failed. */
export type Cell = number | 'yes' | 'no' | 'failed'

export interface Row {
  readonly label: string
  readonly cells: { readonly [peer in PeerId]?: Cell }
  /** Digits behind the point. Default: 0. */
  readonly digits?: number
  /** What ours should reach: a number that it must not exceed, or a word. */
  readonly target?: number | 'yes'
  /** Where a peer does more or less than ours; `all` is about the row. */
  readonly notes?: { readonly [peer in PeerId | 'all']?: string }
}

/** Whether our figure is what it should be. */
export function reaches({ cells: { typefed }, target }: Row): boolean {
  if (target === undefined) return true
  return typeof target === 'number' ? typeof typefed === 'number' && typefed <= target : typefed === target
}
