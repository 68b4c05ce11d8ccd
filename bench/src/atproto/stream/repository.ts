import { Secp256k1Keypair } from '@atproto/crypto'
import { jsonToLex } from '@atproto/lex-json'
import { blocksToCarFile, MemoryBlockstore, type RecordWriteOp, Repo, WriteOpAction } from '@atproto/repo'
import type { Random } from '../body/random.ts'
import { randomRecord, type RecordAt } from './records.ts'

/** How many records a repository has before its commits are recorded, so that its tree is as deep as those that a relay sends: 8 nodes a commit. */
const RECORDS = 14_000

/** A write as a commit tells of it: CIDs as text. */
export interface Written {
  readonly action: 'create' | 'update' | 'delete'
  readonly path: string
  readonly cid: string | null
  readonly prev: string | undefined
}

/** A commit, before it is framed. */
export interface RecordedCommit {
  readonly repo: string
  readonly commit: string
  readonly rev: string
  readonly since: string | null
  readonly prevData: string
  readonly blocks: Uint8Array
  readonly ops: readonly Written[]
}

/** A repository of the official library, whose commits hold all that is needed to check them. */
export class Repository {
  readonly did: string
  readonly signingKey: string
  readonly #random: Random
  readonly #keypair: Secp256k1Keypair
  readonly #places: RecordAt[]
  #repo: Repo

  private constructor(
    random: Random,
    did: string,
    keypair: Secp256k1Keypair,
    repo: Repo,
    places: RecordAt[],
  ) {
    this.did = did
    this.signingKey = keypair.did()
    this.#random = random
    this.#keypair = keypair
    this.#repo = repo
    this.#places = places
  }

  static async create(random: Random): Promise<Repository> {
    const did = random.did()
    const keypair = await Secp256k1Keypair.create()
    const places = Array.from({ length: RECORDS }, () => randomRecord(random))
    const repo = await Repo.create(new MemoryBlockstore(), did, keypair, places.map(creation))
    return new Repository(random, did, keypair, repo, places)
  }

  /** Writes one record, mostly a new one, and sometimes deletes one. */
  async commit(): Promise<RecordedCommit> {
    const place = this.#random.chance(4) ? this.#places.pop() : undefined
    const write = place
      ? { ...place, action: WriteOpAction.Delete as const }
      : creation(randomRecord(this.#random))
    const before = this.#repo
    const prev = place && (await before.data.get(`${place.collection}/${place.rkey}`))
    const data = await before.formatCommit(write as RecordWriteOp, this.#keypair)
    this.#repo = await before.applyCommit(data)
    const path = `${write.collection}/${write.rkey}`
    const cid = place ? null : await this.#repo.data.get(path)
    return {
      repo: this.did,
      commit: data.cid.toString(),
      rev: data.rev,
      since: data.since,
      prevData: (await before.data.getPointer()).toString(),
      blocks: await blocksToCarFile(data.cid, data.relevantBlocks),
      ops: [
        { action: place ? 'delete' : 'create', path, cid: cid?.toString() ?? null, prev: prev?.toString() },
      ],
    }
  }
}

function creation({ collection, rkey, record }: RecordAt): RecordWriteOp & { action: WriteOpAction.Create } {
  const lex = jsonToLex(record as never)
  return { action: WriteOpAction.Create, collection, rkey, record: lex } as never
}
