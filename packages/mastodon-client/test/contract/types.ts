import type { CredentialAccount, MastodonClient, Status } from '../../src/index.ts'
import type { CreateStatusBody } from '../../src/generated/operations/statuses.ts'
import type { CallOptions } from '@typefed/core/rest'

/** Something that is tried on a server. */
export interface Check {
  /** The part of the API that it is about: `posts`. */
  readonly area: string
  /** What works if it succeeds: `edit`. */
  readonly name: string
  /** Whether no server of use is without it, so that a 404 is a failure. */
  readonly core?: true
  /** Rejects with what is wrong. A text that it gives is shown. */
  run(client: MastodonClient, context: Context): Promise<unknown>
}

/** What makes something that has an id. */
export type Maker<A extends CallOptions | undefined, T extends { id: string }> = ((args: A) => Promise<T>) & {
  readonly path: string
  parse(data: unknown): T
}

/** What a check has besides the client. */
export interface Context {
  /** Whose token it is. */
  readonly me: CredentialAccount
  /** A word that nothing on the server has in it before the run. */
  readonly word: string
  /**
   * Has something undone after the check, however that ends. What is last made is first undone.
   *
   * @param what named if it cannot be undone; what has been named before is undone once
   */
  undoAfter(what: string, undo: () => Promise<unknown>): void
  /** Makes something, has it undone after the check, and only then looks whether the answer is right. */
  make<A extends CallOptions | undefined, T extends { id: string }>(
    method: Maker<A, T>,
    args: NonNullable<A>,
    undo: (id: string) => Promise<unknown>,
  ): Promise<T>
  /** Makes a post that nobody else sees. */
  post(body?: CreateStatusBody): Promise<Status>
  /** A post of the same kind that checks have in common: servers allow few deletions. It is left as it was found. */
  sharedPost(): Promise<Status>
}

export type Result = 'ok' | 'not there' | 'failed'

/** What became of a check. */
export interface Row {
  readonly area: string
  readonly name: string
  readonly result: Result
  /** What was found, or why it did not work. */
  readonly detail: string
  /** Milliseconds that it took, what was undone included. */
  readonly ms: number
}

/** A check finds that the server does not do this, although it answers. */
export class NotThere extends Error {
  override readonly name = 'NotThere'
}
