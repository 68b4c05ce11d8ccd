import { P256PrivateKeyExportable } from '@atcute/crypto'
import { describe, expect, test } from 'vitest'
import { KeyCache } from './key-cache.ts'

const data = Uint8Array.of(1)
const keypair = await P256PrivateKeyExportable.createKeypair()
const signature = new Uint8Array(await keypair.sign(data))
const key = await keypair.exportPublicKey('did')

/** How hosts of accounts respond: at once, never, or when they are let. */
function cache(patience: number) {
  const held = new Map<string, (key: string) => void>()
  const keys = new KeyCache({
    resolveKey: (did) =>
      did.includes('slow') ? new Promise((resolve) => held.set(did, resolve)) : Promise.resolve(key),
    size: 1_000,
    signal: undefined,
    patience,
  })
  return { held, verify: (did: string) => keys.verify(did, signature, data) }
}

describe('hosts that take too long', () => {
  test('are waited for so long in all, and hold no other account up', async () => {
    const { verify } = cache(100)
    const outcomes = []
    for (let i = 0; i < 50; i++) {
      outcomes.push(await verify(`did:web:slow${i}.example.com`).catch(({ message }: Error) => message))
      outcomes.push(await verify(`did:plc:account${i}`))
    }
    expect(new Set(outcomes)).toEqual(new Set(['its host takes too long', true]))
  })

  test('give their keys later', async () => {
    const { verify, held } = cache(0)
    const did = 'did:web:slow.example.com'
    await expect(verify(did)).rejects.toThrow('its host takes too long')
    await expect(verify(did)).rejects.toThrow('its host takes too long')
    expect(held.size).toBe(1)
    held.get(did)?.(key)
    await expect.poll(() => verify(did).catch(() => false)).toBe(true)
  })

  test('are not asked without end at once', async () => {
    const { verify, held } = cache(0)
    for (let i = 0; i < 200; i++) await verify(`did:web:slow${i}.example.com`).catch(() => {})
    expect(held.size).toBe(100)
    await expect(verify('did:web:slow.example.com')).rejects.toThrow('too many hosts take too long')
  })
})
