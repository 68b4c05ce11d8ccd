import * as w from '@typefed/core/lexicon'

/** What Jetstream sends: https://github.com/bluesky-social/jetstream-legacy */
export interface JetstreamMessage {
  did: string
  /** Microseconds since 1970. */
  time_us: number
  /** `commit`, `identity`, `account`; others may come. */
  kind: string
  commit?: JetstreamCommit
  identity?: { handle?: string }
  account?: { active: boolean; status?: string }
}

export interface JetstreamCommit {
  rev: string
  /** `create`, `update` or `delete`. */
  operation: string
  collection: string
  rkey: string
  record?: w.UnknownObject
  cid?: string
}

export const jetstreamMessage: w.Schema<JetstreamMessage> = /*#__PURE__*/ w.object(() => ({
  did: w.did(),
  time_us: w.integer(),
  kind: w.string(),
  commit: w.optional(
    w.object(() => ({
      rev: w.string(),
      operation: w.string(),
      collection: w.string(),
      rkey: w.string(),
      record: w.optional(w.object(() => ({}))),
      cid: w.optional(w.string()),
    })),
  ),
  identity: w.optional(w.object(() => ({ handle: w.optional(w.string()) }))),
  account: w.optional(w.object(() => ({ active: w.boolean(), status: w.optional(w.string()) }))),
}))

/** Identifies a message among those of one time: a server may stamp several with it. */
export function identify({ did, kind, commit, identity, account }: JetstreamMessage): string {
  if (!commit) return JSON.stringify([did, kind, identity, account])
  const { rev, operation, collection, rkey } = commit
  return [did, rev, operation, collection, rkey].join(' ')
}
