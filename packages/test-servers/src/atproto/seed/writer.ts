import type { Account } from '../accounts.ts'
import { xrpc } from '../xrpc.ts'

/** A record's address and version. */
export interface StrongRef {
  uri: string
  cid: string
}

/** A reference to an uploaded blob, as records carry it. */
export interface BlobRef {
  $type: 'blob'
  ref: { $link: string }
  mimeType: string
  size: number
}

/** A record to write. */
export interface NewRecord {
  collection: string
  /** Default: a TID that the PDS makes. */
  rkey?: string
  value: Record<string, unknown>
}

/** Small enough that a seeded network's firehose looks like one that people write to. */
const WRITES_A_COMMIT = 10

/** Writes into the repository of one account. */
export class Writer {
  readonly account: Account
  readonly #service: string
  readonly #authorization: string

  constructor(service: string, account: Account) {
    this.account = account
    this.#service = service
    this.#authorization = `Bearer ${account.accessJwt}`
  }

  /** Writes records in the given order and returns where they went, in the same order. */
  async write(records: readonly NewRecord[]): Promise<StrongRef[]> {
    const refs: StrongRef[] = []
    for (let start = 0; start < records.length; start += WRITES_A_COMMIT) {
      const writes = records.slice(start, start + WRITES_A_COMMIT).map(({ collection, rkey, value }) => ({
        $type: 'com.atproto.repo.applyWrites#create',
        collection,
        rkey,
        value: { $type: collection, ...value },
      }))
      const { results } = await xrpc<{ results: StrongRef[] }>(
        this.#service,
        'com.atproto.repo.applyWrites',
        { authorization: this.#authorization, input: { repo: this.account.did, writes } },
      )
      refs.push(...results.map(({ uri, cid }) => ({ uri, cid })))
    }
    return refs
  }

  /** Uploads a blob, for a record written soon after. */
  async upload(bytes: Uint8Array, mimeType: string): Promise<BlobRef> {
    const { blob } = await xrpc<{ blob: BlobRef }>(this.#service, 'com.atproto.repo.uploadBlob', {
      authorization: this.#authorization,
      input: bytes,
      encoding: mimeType,
    })
    return blob
  }
}
