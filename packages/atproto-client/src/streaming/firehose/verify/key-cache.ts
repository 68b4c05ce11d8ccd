import { Lru } from './lru.ts'
import type { SigningKeyResolver } from './options.ts'
import { Patience } from './patience.ts'
import { readSigningKey, type SigningKey } from './signature.ts'

export interface KeyCacheOptions {
  readonly resolveKey: SigningKeyResolver
  /** How many accounts' keys are remembered. */
  readonly size: number
  readonly signal: AbortSignal | undefined
  /** Milliseconds to wait for the hosts of accounts at once. Default: 30,000. */
  readonly patience?: number
}

/** Milliseconds for which a key is not looked up again because a signature does not fit it. */
const LOOK_UP_AGAIN = 60_000
/** How many keys are looked up at once. */
const MAX_LOOKUPS = 100

interface Entry {
  readonly key: SigningKey
  readonly since: number
}

/** The signing keys of accounts. */
export class KeyCache {
  readonly #keys: Lru<Entry>
  readonly #lookups = new Map<string, Promise<SigningKey>>()
  readonly #patience: Patience
  readonly #options: KeyCacheOptions

  constructor(options: KeyCacheOptions) {
    this.#options = options
    this.#keys = new Lru(options.size)
    this.#patience = new Patience(options.patience ?? 30_000)
  }

  /** Whether an account's key made a signature. Rejects if there is no key. */
  async verify(
    did: string,
    signature: Uint8Array<ArrayBuffer>,
    data: Uint8Array<ArrayBuffer>,
  ): Promise<boolean> {
    const known = this.#keys.get(did)
    if (known && (await known.key.verify(signature, data))) return true
    // Who sends wrong signatures must not make us ask the directory for each.
    if (known && Date.now() - known.since < LOOK_UP_AGAIN) return false
    const lookup = this.#lookups.get(did) ?? this.#lookUp(did)
    // Hosts of other people's, any number of them, must not hold the stream up: their keys come later.
    const isElsewhere = did.startsWith('did:web:')
    const current = await (isElsewhere ? this.#patience.wait(lookup, 'its host takes too long') : lookup)
    return current.verify(signature, data)
  }

  /** Notes that an account may have another key. */
  expire(did: string): void {
    const known = this.#keys.get(did)
    if (known) this.#keys.set(did, { ...known, since: -Infinity })
  }

  #lookUp(did: string): Promise<SigningKey> {
    if (this.#lookups.size >= MAX_LOOKUPS) return Promise.reject(new Error('too many hosts take too long'))
    const lookup = this.#readKey(did).finally(() => this.#lookups.delete(did))
    // It may fail when it is no longer waited for.
    lookup.catch(() => {})
    this.#lookups.set(did, lookup)
    return lookup
  }

  async #readKey(did: string): Promise<SigningKey> {
    const { resolveKey, signal } = this.#options
    const key = await readSigningKey(await resolveKey(did, signal ? { signal } : {}))
    this.#keys.set(did, { key, since: Date.now() })
    return key
  }
}
