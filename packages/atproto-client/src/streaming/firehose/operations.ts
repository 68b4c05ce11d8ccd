import { StreamError } from '@typefed/core'
import { notify } from '@typefed/core/internal'
import type {
  SubscribeReposCommit,
  SubscribeReposRepoOp,
} from '../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { Blocks } from './blocks.ts'
import type { CollectionFilter } from './collections.ts'
import type { RecordDeleted, RecordWritten } from './events.ts'
import type { RecordCheck } from './record-check.ts'

/** An operation of whatever collection. */
export type AnyOperation = RecordWritten<string, unknown> | RecordDeleted<string>

export interface OperationOptions {
  readonly wants: CollectionFilter
  readonly isRight: RecordCheck
  /** Is told of a record that is not there, or cannot be read; the operation is left out. */
  readonly onError: (error: Error) => void
}

/** The wanted operations of a commit. Its blocks are only looked into if one of these wrote a record. */
export function* readOperations(
  commit: SubscribeReposCommit,
  { wants, isRight, onError }: OperationOptions,
): Generator<AnyOperation, void> {
  const { repo: did, rev, seq, time } = commit
  let blocks: Blocks | undefined
  for (const operation of commit.ops) {
    const { action, path, cid } = operation
    const collection = collectionOf(path)
    if (!wants(collection)) continue
    const uri = `at://${did}/${path}`
    const rkey = path.slice(collection.length + 1)
    const base = { kind: 'commit', did, seq, time, rev, collection, rkey, uri } as const
    if (action === 'delete') yield { ...base, action: 'delete' }
    else if (cid && isWrite(action)) {
      let record: unknown
      try {
        blocks ??= new Blocks(commit.blocks)
        record = blocks.read(cid)
        if (typeof record !== 'object' || record === null) throw new Error('its link leads to no map')
      } catch (cause) {
        notify(onError, new StreamError(`${uri}: the record cannot be read`, { cause }))
        continue
      }
      if (isRight(uri, collection, record)) yield { ...base, action, cid: cid.$link, record }
    }
  }
}

function isWrite(action: string): action is 'create' | 'update' {
  return action === 'create' || action === 'update'
}

/** Of `app.bsky.feed.post/3k…`, what stands before the key; a path without one is in no collection. */
function collectionOf(path: SubscribeReposRepoOp['path']): string {
  return path.slice(0, Math.max(path.indexOf('/'), 0))
}
