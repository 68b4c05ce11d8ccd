/** Our column in every table. */
export const OURS = 'typefed'

/** What a peer reached: a number, a word, or that its program failed. */
export type Cell = number | 'yes' | 'no' | 'failed'

/** The figures of a row, by peer. */
export type Cells = Readonly<Partial<Record<string, Cell>>>

/** Where a peer does more or less than ours; `all` is about the row. */
export type Notes<Id extends string = string> = { readonly [peer in Id | 'all']?: string }

export interface Row {
  readonly label: string
  readonly cells: Cells
  /** Digits behind the point. Default: 0. */
  readonly digits?: number
  /** What ours should reach: a number that it must not exceed, or a word. */
  readonly target?: number | 'yes'
  readonly notes?: Notes
}

/** Whether our figure is what it should be. */
export function reaches({ cells: { [OURS]: ours }, target }: Row): boolean {
  if (target === undefined) return true
  return typeof target === 'number' ? typeof ours === 'number' && ours <= target : ours === target
}
