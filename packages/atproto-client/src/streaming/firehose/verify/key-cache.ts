import { Lru } from './lru.ts'
import type { SigningKeyResolver } from './options.ts'
import { readSigningKey, type SigningKey } from './signature.ts'

export interface KeyCacheOptions {
  readonly resolveKey: SigningKeyResolver
  /** How many accounts' keys are remembered. */
  readonly size: number
  readonly signal: AbortSignal | undefined
}

/** Milliseconds for which a key is not looked up again because a signature does not fit it. */
const LOOK_UP_AGAIN = 60_000

interface Entry {
  readonly key: SigningKey
  readonly since: number
}

/** The signing keys of accounts. */
export class KeyCache {
  readonly #keys: Lru<Entry>
  readonly #options: KeyCacheOptions

  constructor(options: KeyCacheOptions) {
    this.#options = options
    this.#keys = new Lru(options.size)
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
    const current = await this.#lookUp(did)
    return current.verify(signature, data)
  }

  /** Notes that an account may have another key. */
  expire(did: string): void {
    const known = this.#keys.get(did)
    if (known) this.#keys.set(did, { ...known, since: -Infinity })
  }

  async #lookUp(did: string): Promise<SigningKey> {
    const { resolveKey, signal } = this.#options
    const key = await readSigningKey(await resolveKey(did, signal ? { signal } : {}))
    this.#keys.set(did, { key, since: Date.now() })
    return key
  }
}
