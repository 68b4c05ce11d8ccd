import type { CidLink } from '@atcute/cid'
import { MemoryBlockStore, MissingBlockError, NodeStore, NodeWalker, NodeWrangler } from '@atcute/mst'
import type {
  SubscribeReposCommit,
  SubscribeReposRepoOp,
} from '../../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { require } from './require.ts'
import type { BlockMap } from './signed-commit.ts'

/** What the tree says of the operations of a commit. */
export interface OperationProof {
  /** The operations that are handed on: all, or the writes whose records the tree holds. */
  readonly proven: SubscribeReposRepoOp[]
  /** Why it is not proven that the operations are all that changed, and what they say. */
  readonly doubt?: string
}

/**
 * Checks operations by the tree: the records are in it, and taking the operations back leads to the tree before, which
 * shows that none was left out, added or relabelled: https://atproto.com/specs/sync#commit-validation
 *
 * Throws if the tree says otherwise.
 *
 * @param known the root of the tree before, where that is known
 */
export async function checkOperations(
  { ops, prevData }: SubscribeReposCommit,
  root: CidLink,
  blocks: BlockMap,
  known: string | undefined,
): Promise<OperationProof> {
  const nodes = new NodeStore(new MemoryBlockStore(blocks))
  require(new Set(ops.map(({ path }) => path)).size === ops.length, 'two operations are of one record')
  const writes: SubscribeReposRepoOp[] = []
  let isWhole = true
  for (const operation of ops) {
    checkForm(operation, prevData !== undefined)
    const { path, cid } = operation
    const found = await whereProven(async () => (await NodeWalker.create(nodes, root.$link)).findRpath(path))
    if (found === undefined) {
      isWhole = false
      continue
    }
    require(found?.$link === cid?.$link, `the tree holds something else at ${path}`)
    require(!cid || blocks.has(cid.$link), `the record of ${path} is not among the blocks`)
    if (cid) writes.push(operation)
  }
  if (!ops.every(({ action, prev }) => action === 'create' || prev))
    return { proven: writes, doubt: 'it does not say what was there before' }
  const before = isWhole ? await whereProven(() => takeBack(nodes, root, ops)) : undefined
  if (before === undefined) return { proven: writes, doubt: 'blocks are missing that would prove it' }
  const expected = prevData?.$link ?? known ?? (await emptyRoot(nodes))
  if (before === expected) return { proven: ops }
  if (!prevData && known === undefined)
    return { proven: writes, doubt: 'nothing says what the tree was before' }
  require(!prevData, 'the operations do not lead back to the tree before')
  return { proven: writes, doubt: 'the operations do not lead back to the last tree that is known' }
}

/** An operation has the links that its action needs, and no others. */
function checkForm({ action, path, cid, prev }: SubscribeReposRepoOp, hasPrev: boolean): void {
  const isWrite = action === 'create' || action === 'update'
  require(isWrite || action === 'delete', `it does something else to ${path}`)
  require(isWrite === Boolean(cid), `its ${action} of ${path} is not one`)
  const isRight = action === 'create' ? !prev : !hasPrev || Boolean(prev)
  require(isRight && (!prev || prev.$link !== cid?.$link), `its ${action} of ${path} is not one`)
}

/** The root of the tree before. */
async function takeBack(
  nodes: NodeStore,
  root: CidLink,
  ops: readonly SubscribeReposRepoOp[],
): Promise<string> {
  const tree = new NodeWrangler(nodes)
  let before = root.$link
  for (const { path, prev } of ops) {
    before = prev ? await tree.putRecord(before, path, prev) : await tree.deleteRecord(before, path)
  }
  return before
}

/** The root of the tree that a repository begins with. */
async function emptyRoot(nodes: NodeStore): Promise<string> {
  return (await (await nodes.get(null)).cid()).$link
}

/** What is found in a tree; `undefined` if blocks are missing that lead there. */
async function whereProven<T>(find: () => Promise<T>): Promise<T | undefined> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof MissingBlockError) return undefined
    throw error
  }
}
