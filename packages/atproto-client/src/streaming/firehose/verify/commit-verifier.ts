import { fromUint8Array } from '@atcute/car'
import { decode, encode, fromBytes } from '@atcute/cbor'
import { type CidLink, type CODEC_DCBOR, create, equals, toString } from '@atcute/cid'
import { MemoryBlockStore, NodeStore, NodeWalker, NodeWrangler } from '@atcute/mst'
import type { SubscribeReposCommit } from '../../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { KeyCache } from './key-cache.ts'
import type { VerifyOptions } from './options.ts'
import { didKeyResolver } from './resolve-key.ts'
import { VerificationError } from './verification-error.ts'

/** Says what is wrong with a commit, if anything is. */
export type CommitVerifier = (commit: SubscribeReposCommit) => Promise<VerificationError | undefined>

type BlockMap = Map<string, Uint8Array<ArrayBuffer>>

/** What an account signs: https://atproto.com/specs/repository#commit-objects */
interface SignedCommit {
  did: string
  rev: string
  /** The root of the tree. */
  data: CidLink
  sig: Parameters<typeof fromBytes>[0]
}

/**
 * Checks commits by themselves, without the repository: each block by its link, the commit by its signature, each
 * operation by the tree. Taking the operations back must lead to the tree that was there before, so none is missing:
 * https://atproto.com/specs/sync#commit-validation
 */
export function commitVerifier(options: VerifyOptions & { signal?: AbortSignal }): CommitVerifier {
  const { resolveKey = didKeyResolver(options.plcUrl), cacheSize = 100_000, signal } = options
  const keys = new KeyCache({ resolveKey, size: cacheSize, signal })
  return async (commit) => {
    try {
      const blocks = await readBlocks(commit)
      const signed = readCommit(commit, blocks)
      await checkOperations(commit, signed.data, blocks)
      await checkSignature(commit.repo, signed, keys)
      return undefined
    } catch (cause) {
      if (signal?.aborted) throw signal.reason
      return new VerificationError(commit, cause instanceof Error ? cause.message : String(cause), { cause })
    }
  }
}

/** The blocks by their links, which say what is in them. */
async function readBlocks({ blocks: car }: SubscribeReposCommit): Promise<BlockMap> {
  const blocks: BlockMap = new Map()
  for (const { cid, bytes } of fromUint8Array(fromBytes(car) as Uint8Array<ArrayBuffer>)) {
    require(equals(
      cid,
      await create(cid.codec as typeof CODEC_DCBOR, bytes),
    ), 'a block is not what its link says')
    blocks.set(toString(cid), bytes as Uint8Array<ArrayBuffer>)
  }
  return blocks
}

function readCommit({ commit, repo, rev }: SubscribeReposCommit, blocks: BlockMap): SignedCommit {
  const block = blocks.get(commit.$link)
  const signed = block && (decode(block) as SignedCommit)
  if (!signed) throw new Error('the commit itself is not among the blocks')
  require(signed.did === repo, 'it is of another repository')
  require(signed.rev === rev, 'it is of another revision')
  return signed
}

/** Whether the operations are in the tree, and are all that made it differ from the one before. */
async function checkOperations(
  { ops, prevData }: SubscribeReposCommit,
  root: CidLink,
  blocks: BlockMap,
): Promise<void> {
  const nodes = new NodeStore(new MemoryBlockStore(blocks))
  for (const { path, cid } of ops) {
    const walker = await NodeWalker.create(nodes, root.$link)
    const found = await walker.findRpath(path)
    require(found?.$link === cid?.$link, `the tree holds something else at ${path}`)
    require(!cid || blocks.has(cid.$link), `the record of ${path} is not among the blocks`)
  }
  if (!prevData) return

  const tree = new NodeWrangler(nodes)
  let before = root.$link
  for (const { path, prev } of ops) {
    before = prev ? await tree.putRecord(before, path, prev) : await tree.deleteRecord(before, path)
  }
  require(before === prevData.$link, 'the operations do not lead back to the tree before')
}

async function checkSignature(did: string, signed: SignedCommit, keys: KeyCache): Promise<void> {
  const { sig, ...unsigned } = signed
  const [signature, data] = [fromBytes(sig), encode(unsigned)]
  const known = keys.get(did)
  if (known && (await known.verify(signature, data))) return
  // The account may have another key by now.
  const current = await keys.resolve(did)
  require(await current.verify(signature, data), 'the signature is not of the account\u2019s key')
}

function require(condition: boolean, otherwise: string): void {
  if (!condition) throw new Error(otherwise)
}
