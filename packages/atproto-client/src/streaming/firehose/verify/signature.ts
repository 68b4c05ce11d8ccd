import { P256PublicKey, parseDidKey, Secp256k1PublicKey } from '@atcute/crypto'
import { optionalPackage } from '@typefed/core/internal'
import { sha256, type Sha256 } from './node-builtins.ts'

/** A key that signatures are checked with. */
export interface SigningKey {
  /** Whether the key made a signature: 64 bytes, with a low S, over the SHA-256 of the data. */
  verify(signature: Uint8Array<ArrayBuffer>, data: Uint8Array<ArrayBuffer>): boolean | Promise<boolean>
}

/** libsecp256k1, as the package `secp256k1` has it. */
interface Native {
  publicKeyVerify(key: Uint8Array): boolean
  ecdsaVerify(signature: Uint8Array, hash: Uint8Array, key: Uint8Array): boolean
}

interface NativeSecp256k1 extends Native {
  readonly hash: Sha256
}

/**
 * Reads a key as a DID document has it. Of secp256k1 the native library checks signatures, where the package
 * `secp256k1` is installed and has a binary for this machine, in a sixth of the time that Node's own takes; else the
 * runtime does.
 *
 * Throws for what is no key of the two curves.
 */
export async function readSigningKey(didKey: string): Promise<SigningKey> {
  const { type, publicKeyBytes } = parseDidKey(didKey)
  if (type === 'p256') return P256PublicKey.importRaw(publicKeyBytes)
  const native = nativeSecp256k1()
  return native?.publicKeyVerify(publicKeyBytes)
    ? nativeKey(native, publicKeyBytes)
    : Secp256k1PublicKey.importRaw(publicKeyBytes)
}

function nativeKey({ ecdsaVerify, hash }: NativeSecp256k1, key: Uint8Array): SigningKey {
  // The library refuses a high S by itself, and throws for another length.
  return {
    verify: (signature, data) => signature.length === 64 && ecdsaVerify(signature, hash(data), key),
  }
}

let found: NativeSecp256k1 | null | undefined

/**
 * The native library, looked for once. It is asked for by its binary: the package itself falls back to slow JavaScript
 * in silence. No bundler sees the name, so none looks for it.
 */
export function nativeSecp256k1(): NativeSecp256k1 | undefined {
  found ??= load() ?? null
  return found ?? undefined
}

function load(): NativeSecp256k1 | undefined {
  const native = optionalPackage('secp256k1/bindings', import.meta.url) as Native | undefined
  if (!native || !sha256) return undefined
  // Its methods are inherited.
  const { ecdsaVerify, publicKeyVerify } = native
  return { ecdsaVerify, publicKeyVerify, hash: sha256 }
}
