import type { Row } from './row.ts'

export interface MeasureContext {
  /** How many turns every peer gets. */
  readonly rounds: number
  /** Says what is being done. */
  readonly say: (what: string) => void
}

export interface Measure {
  /** What `--only` knows it by. */
  readonly name: string
  readonly about: string
  /** Whether it needs the modules of `lex build`. */
  readonly needsLex?: boolean
  run(context: MeasureContext): Promise<Row[]>
}
