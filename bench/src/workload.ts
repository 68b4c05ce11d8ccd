import type { Validation } from './contract.ts'

/** What the processes that measure have to know of a protocol; what the tables say is in its `protocol.ts`. */
export interface Workload<V extends Validation = Validation> {
  /**
   * Bodies of one answer, the same at every run. Several of one shape, so that nothing is fast because a validator has
   * met a text before.
   */
  bodies(): string[]
  /** What a peer's `connect` is given. */
  credentials(server: string): unknown
  /** What the server on loopback says to a GET or a POST; nothing to what it does not know. */
  answers(server: string): (path: string) => Answer | undefined
  /** What the programs of the peers do, done with `fetch` and `JSON.parse`. Each counts the items. */
  readonly byHand: Readonly<Record<string, (server: string) => Promise<number>>>
  /** Puts a validation to the test. Returns rows by their labels, and whether it does what they say. */
  probe(validation: V, peer: string): Record<string, boolean>
}

export interface Answer {
  readonly body: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export async function workloadOf(protocol: string): Promise<Workload> {
  const { workload } = (await import(`./${protocol}/workload.ts`)) as { workload: Workload }
  return workload
}
