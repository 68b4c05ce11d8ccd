import { fromUint8Array, writeCarStream } from '@atcute/car'
import { fromBytes, toBytes } from '@atcute/cbor'
import { toString } from '@atcute/cid'
import type { SubscribeReposCommit } from '../../src/generated/lexicons/com.atproto.sync.subscribeRepos.ts'

/**
 * Commits as a PDS before 0.4.76 sends them: with new blocks only, whatever a proof needs.
 *
 * @param commits all of one account, from its first on
 */
export async function withNewBlocksOnly<C extends SubscribeReposCommit>(commits: readonly C[]): Promise<C[]> {
  const known = new Set<string>()
  const older: C[] = []
  for (const commit of commits) {
    const file = fromUint8Array(fromBytes(commit.blocks) as Uint8Array<ArrayBuffer>)
    const fresh = [...file].filter(({ cid }) => !known.has(toString(cid)))
    for (const { cid } of fresh) known.add(toString(cid))
    const car = writeCarStream(
      file.roots,
      fresh.map(({ cid, bytes }) => ({ cid: cid.bytes, data: bytes })),
    )
    const blocks = new Uint8Array(await new Blob(await Array.fromAsync(car)).arrayBuffer())
    older.push({ ...commit, blocks: toBytes(blocks) })
  }
  return older
}

/** A commit as servers send it that know nothing of the tree before. */
export function withoutTreeBefore<C extends SubscribeReposCommit>(commit: C): C {
  const ops = commit.ops.map(({ action, path, cid }) => ({ action, path, cid }))
  const older: C = { ...commit, ops }
  delete older.prevData
  return older
}
