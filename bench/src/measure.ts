import type { Protocol } from './protocol.ts'
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
  run(protocol: Protocol, context: MeasureContext): Promise<Row[]>
}
