import type { CallOptions } from '@typefed/core'
import { getRecord } from '../generated/lexicons/com.atproto.repo.getRecord.ts'
import type { Caller } from '../caller.ts'
import { parseUri, refOf, type StrongRef, type Subject } from './subjects.ts'

/** Where a reply stands: the first post of the thread, and the post that it answers. */
export interface ReplyRefs {
  root: StrongRef
  parent: StrongRef
}

/** What can be replied to: a post by `{ uri, cid }` or by a view of it, or root and parent where both are known. */
export type ReplyTarget = Subject | ReplyRefs

/**
 * Finds the place of a reply. The root of the thread is what the parent itself says; a parent that says nothing is the
 * root. The parent is read only if it was not given as a view.
 */
export async function replyTo(client: Caller, target: ReplyTarget, call: CallOptions): Promise<ReplyRefs> {
  if ('root' in target) return { root: refOf(target.root), parent: refOf(target.parent) }
  const parent = refOf(target)
  const record = target.record ?? (await readRecord(client, parent.uri, call))
  return { root: rootOf(record) ?? parent, parent }
}

async function readRecord(client: Caller, uri: string, call: CallOptions): Promise<unknown> {
  const { authority: repo, collection, rkey } = parseUri('replyTo', uri)
  const { value } = await client.call(getRecord, { repo, collection, rkey }, call)
  return value
}

/** Records come from anyone, so that nothing is taken for granted. */
function rootOf(record: unknown): StrongRef | undefined {
  const root = (record as { reply?: { root?: Partial<StrongRef> } | null } | null)?.reply?.root
  return typeof root?.uri === 'string' && typeof root.cid === 'string'
    ? { uri: root.uri, cid: root.cid }
    : undefined
}
