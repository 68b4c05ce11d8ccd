import { fromStream } from '@atcute/car'
import { decode } from '@atcute/cbor'
import { getPdsEndpoint } from '@atcute/identity'
import { MemoryBlockStore, NodeStore, NodeWalker } from '@atcute/mst'
import type { FetchHandler } from '@typefed/core'
import type { RepositorySynced } from '../events.ts'
import type { AnyOperation, OperationOptions } from '../operations.ts'
import type { DocumentResolver } from './documents.ts'
import type { KeyCache } from './key-cache.ts'
import type { RepositoryState } from './repository-states.ts'
import { require } from './require.ts'
import { addBlock, type BlockMap, isSigned, readSigned, type SignedCommit } from './signed-commit.ts'

export interface RepositoryAccess {
  readonly keys: KeyCache
  readonly resolveDocument: DocumentResolver
  /** Asks servers that documents name. */
  readonly fetch: FetchHandler
  readonly reading: OperationOptions
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads a repository from its account's server, and gives its wanted records as operations that create them; returns its
 * state. Throws if it cannot be had, or is not what the account signed.
 *
 * @param event what made it necessary
 */
export async function* fetchRepository(
  event: RepositorySynced,
  access: RepositoryAccess,
): AsyncGenerator<AnyOperation, RepositoryState> {
  const { did, seq, time } = event
  const { blocks, signed } = await readRepository(did, access)
  const { rev, data } = signed
  require(rev >= event.rev, 'the server is behind the stream')
  const { wants, isRight } = access.reading
  const walker = await NodeWalker.create(new NodeStore(new MemoryBlockStore(blocks)), data.$link)
  for await (const [path, { $link: cid }] of walker.entries()) {
    const [collection = '', rkey = ''] = path.split('/')
    if (!wants(collection)) continue
    const block = blocks.get(cid)
    if (!block) throw new Error(`the record of ${path} is not among the blocks`)
    const [uri, record] = [`at://${did}/${path}`, decode(block) as unknown]
    if (!isRight(uri, collection, record)) continue
    yield { kind: 'commit', action: 'create', did, seq, time, rev, collection, rkey, uri, cid, record }
  }
  return { rev, data: data.$link, isFetched: true }
}

/** The blocks of a repository, each checked as it comes, and the commit that the account signed. */
async function readRepository(
  did: string,
  { signal, keys, fetch, resolveDocument }: RepositoryAccess,
): Promise<{ blocks: BlockMap; signed: SignedCommit }> {
  const call = signal ? { signal } : {}
  const service = getPdsEndpoint(await resolveDocument(did, call))
  if (!service) throw new Error('the account has no server')
  const url = new URL('/xrpc/com.atproto.sync.getRepo', service)
  url.searchParams.set('did', did)
  const response = await fetch(url.href, { headers: { accept: 'application/vnd.ipld.car' }, ...call })
  if (!response.ok || !response.body) throw new Error(`status ${response.status}`)
  const file = fromStream(response.body)
  const blocks: BlockMap = new Map()
  try {
    const [root] = await file.roots()
    for await (const block of file) await addBlock(blocks, block)
    const signed = readSigned(blocks, root?.$link, did)
    require(await isSigned(signed, keys), 'the signature is not of the account’s key')
    return { blocks, signed }
  } finally {
    // What it would reject with was thrown.
    file.dispose().catch(() => {})
  }
}
