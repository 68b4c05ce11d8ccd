import { fromUint8Array } from '@atcute/car'
import { decode, encode, fromBytes } from '@atcute/cbor'
import { type CidLink, type CODEC_DCBOR, create, equals, fromDigest, toString } from '@atcute/cid'
import type { Bytes } from '@typefed/core/lexicon'
import type { KeyCache } from './key-cache.ts'
import { sha256 } from './node-builtins.ts'
import { require } from './require.ts'

/** Blocks by their links, which say what is in them. */
export type BlockMap = Map<string, Uint8Array<ArrayBuffer>>

/** What an account signs: https://atproto.com/specs/repository#commit-objects */
export interface SignedCommit {
  did: string
  rev: string
  /** The root of the tree. */
  data: CidLink
  sig: Parameters<typeof fromBytes>[0]
}

/** A block of a CAR file. */
export interface CarBlock {
  readonly cid: Parameters<typeof equals>[0]
  readonly bytes: Uint8Array
}

/** The blocks of a message, and the link that it begins with. Throws if one is not what its link says. */
export async function readBlocks(car: Bytes): Promise<{ blocks: BlockMap; root: string | undefined }> {
  const blocks: BlockMap = new Map()
  const file = fromUint8Array(fromBytes(car) as Uint8Array<ArrayBuffer>)
  for (const block of file) await addBlock(blocks, block)
  return { blocks, root: file.roots[0]?.$link }
}

/** Adds a block. Throws if it is not what its link says. */
export async function addBlock(blocks: BlockMap, { cid, bytes }: CarBlock): Promise<void> {
  const content = bytes as Uint8Array<ArrayBuffer>
  const codec = cid.codec as typeof CODEC_DCBOR
  const actual = sha256 ? fromDigest(codec, sha256(content)) : await create(codec, content)
  require(equals(cid, actual), 'a block is not what its link says')
  blocks.set(toString(cid), content)
}

/** The commit that a link leads to. Throws if it is not of this account. */
export function readSigned(blocks: BlockMap, link: string | undefined, did: string): SignedCommit {
  const block = link === undefined ? undefined : blocks.get(link)
  const signed = block && (decode(block) as SignedCommit)
  if (!signed) throw new Error('the commit itself is not among the blocks')
  require(signed.did === did, 'it is of another repository')
  require(typeof signed.rev === 'string' && typeof signed.data?.$link === 'string', 'it is no commit')
  // Throws for what is no bytes.
  fromBytes(signed.sig)
  return signed
}

/** Whether the account's key signed a commit. Rejects if there is no key. */
export function isSigned({ sig, ...unsigned }: SignedCommit, keys: KeyCache): Promise<boolean> {
  return keys.verify(unsigned.did, fromBytes(sig) as Uint8Array<ArrayBuffer>, encode(unsigned))
}
