import { P256PublicKey, parseDidKey, type PublicKey, Secp256k1PublicKey } from '@atcute/crypto'
import type { SigningKeyResolver } from './options.ts'

export interface KeyCacheOptions {
  readonly resolveKey: SigningKeyResolver
  /** How many accounts' keys are remembered; those that were not needed for the longest time are forgotten. */
  readonly size: number
  readonly signal: AbortSignal | undefined
}

/** The signing keys of accounts. */
export class KeyCache {
  readonly #keys = new Map<string, PublicKey>()
  readonly #options: KeyCacheOptions

  constructor(options: KeyCacheOptions) {
    this.#options = options
  }

  /** The key that is remembered, which may be an old one. */
  get(did: string): PublicKey | undefined {
    const key = this.#keys.get(did)
    if (key) this.#remember(did, key)
    return key
  }

  /** The key of now. */
  async resolve(did: string): Promise<PublicKey> {
    const { resolveKey, signal, size } = this.#options
    const { type, publicKeyBytes } = parseDidKey(await resolveKey(did, signal ? { signal } : {}))
    const curve = type === 'p256' ? P256PublicKey : Secp256k1PublicKey
    const key = await curve.importRaw(publicKeyBytes)
    this.#remember(did, key)
    const [oldest] = this.#keys.keys()
    if (this.#keys.size > size && oldest !== undefined) this.#keys.delete(oldest)
    return key
  }

  #remember(did: string, key: PublicKey): void {
    this.#keys.delete(did)
    this.#keys.set(did, key)
  }
}
