import { getPublicKeyFromDidController, P256_PUBLIC_PREFIX, SECP256K1_PUBLIC_PREFIX } from '@atcute/crypto'
import { getAtprotoVerificationMaterial, type VerificationMaterial } from '@atcute/identity'
import { toBase58Btc } from '@atcute/multibase'
import type { DocumentResolver } from './documents.ts'
import type { SigningKeyResolver } from './options.ts'

/** Finds signing keys in DID documents. Rejects with an IdentityError if there is no document. */
export function didKeyResolver(resolveDocument: DocumentResolver): SigningKeyResolver {
  return async (did, options) => {
    const key = getAtprotoVerificationMaterial(await resolveDocument(did, options))
    if (!key) throw new TypeError('the DID document has no signing key')
    return didKeyOf(key)
  }
}

/** The key as a text. Older documents hold it without its kind, and as both coordinates. */
function didKeyOf(key: VerificationMaterial): string {
  if (key.type === 'Multikey') return `did:key:${key.publicKeyMultibase}`
  const { type, publicKeyBytes } = getPublicKeyFromDidController(key)
  const prefix = type === 'p256' ? P256_PUBLIC_PREFIX : SECP256K1_PUBLIC_PREFIX
  return `did:key:z${toBase58Btc(Uint8Array.of(...prefix, ...compressed(publicKeyBytes)))}`
}

/** A point as its first coordinate and the sign of the second: https://www.secg.org/sec1-v2.pdf, section 2.3.3 */
function compressed(point: Uint8Array): Uint8Array {
  const size = (point.length - 1) / 2
  if (point[0] !== 4) return point
  return Uint8Array.of(2 + ((point.at(-1) ?? 0) % 2), ...point.subarray(1, 1 + size))
}
