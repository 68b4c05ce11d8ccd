/** The native library and the runtime's own give the same answers. */
import { P256PrivateKeyExportable, Secp256k1PrivateKeyExportable, Secp256k1PublicKey } from '@atcute/crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nativeSecp256k1, readSigningKey } from './signature.ts'

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The same signature with a high S, which AT Protocol does not allow. */
function withHighS(signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`)
  const high = (ORDER - s).toString(16).padStart(64, '0')
  return new Uint8Array([...signature.subarray(0, 32), ...Buffer.from(high, 'hex')])
}

describe('the signature of an account', () => {
  test('is checked by the native library where it is installed', async () => {
    expect(nativeSecp256k1()).toBeDefined()
    const pair = await Secp256k1PrivateKeyExportable.createKeypair()
    const key = await readSigningKey(await pair.exportPublicKey('did'))
    expect(key).not.toBeInstanceOf(Secp256k1PublicKey)
  })

  test('counts as the runtime counts it, whatever is wrong with it', async () => {
    const pair = await Secp256k1PrivateKeyExportable.createKeypair()
    const didKey = await pair.exportPublicKey('did')
    const native = await readSigningKey(didKey)
    const own = await Secp256k1PublicKey.importRaw(await pair.exportPublicKey('raw'))
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.option(fc.tuple(fc.nat(63), fc.integer({ min: 1, max: 255 })), { nil: undefined }),
        fc.constantFrom(64, 63, 65, 0),
        fc.boolean(),
        async (content, flip, length, isHigh) => {
          const data = new Uint8Array(content)
          const made = new Uint8Array(await pair.sign(data))
          const signature = isHigh ? withHighS(made) : made
          if (flip) signature[flip[0]] = (signature[flip[0]] ?? 0) ^ flip[1]
          const sent = new Uint8Array([...signature, 0]).slice(0, length)
          const isValid = await native.verify(sent, data)
          expect(isValid).toBe(await own.verify(sent, data).catch(() => false))
          if (!flip && length === 64) expect(isValid).toBe(!isHigh)
        },
      ),
      { numRuns: 300 },
    )
  })

  test('is of the other curve, too', async () => {
    const pair = await P256PrivateKeyExportable.createKeypair()
    const key = await readSigningKey(await pair.exportPublicKey('did'))
    const data = new Uint8Array([1, 2, 3])
    const signature = new Uint8Array(await pair.sign(data))
    expect(await key.verify(signature, data)).toBe(true)
    expect(await key.verify(signature, new Uint8Array([1, 2, 4]))).toBe(false)
  })

  test('is not checked with what is no key', async () => {
    await expect(
      readSigningKey('did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSG'),
    ).rejects.toBeInstanceOf(Error)
    await expect(readSigningKey('did:web:example.com')).rejects.toBeInstanceOf(Error)
  })
})
