import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, expectTypeOf, test } from 'vitest'
import { createStorage } from 'unstorage'
import fsDriver from 'unstorage/drivers/fs'
import memoryDriver from 'unstorage/drivers/memory'
import { fileStore } from './file-store.ts'
import { type ItemStorage, memoryStore, type Store, storeOf } from './store.ts'

const folder = await mkdtemp(join(tmpdir(), 'typefed-store-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const stores: [string, () => Store][] = [
  ['in memory', memoryStore],
  ['in files', () => fileStore(join(folder, 'files', 'deep'))],
  ['that is a storage of unstorage', () => storeOf(createStorage())],
  ['that is a driver of unstorage', () => storeOf(memoryDriver())],
  ['that is a driver of unstorage for files', () => storeOf(fsDriver({ base: join(folder, 'unstorage') }))],
]

describe.each(stores)('a store %s', (_, make) => {
  test('keeps a text by its key until it is deleted', async () => {
    const store = make()
    const session = 'alice.test:::did:plc:abc:::a.b.c:::d.e.f:::https://pds.example'
    expect((await store.get('did:plc:abc')) ?? undefined).toBeUndefined()
    await store.set('did:plc:abc', 'older')
    await store.set('did:plc:abc', session)
    await store.set('did:web:example.com', '1234567890123')
    expect(await store.get('did:plc:abc')).toBe(session)
    expect(await store.get('did:web:example.com')).toBe('1234567890123')
    await store.delete('did:plc:abc')
    await store.delete('did:plc:abc')
    expect((await store.get('did:plc:abc')) ?? undefined).toBeUndefined()
    expect(await store.get('did:web:example.com')).toBe('1234567890123')
  })
})

describe('a store in files', () => {
  test('lets nobody but the owner read it, and leaves no drafts', async () => {
    const place = join(folder, 'private')
    const store = fileStore(place)
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.set('key', String(i))))
    const files = await readdir(place)
    expect(files).toHaveLength(1)
    expect((await stat(join(place, files[0] as string))).mode & 0o777).toBe(0o600)
  })

  test('keeps any two keys apart, and within the folder', async () => {
    const store = fileStore(join(folder, 'any'))
    const key = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom('..', '../a', 'A', 'a', ''),
    )
    const property = fc.asyncProperty(fc.uniqueArray(key, { maxLength: 5 }), async (keys) => {
      const wellFormed = [...new Set(keys.map((text) => text.toWellFormed()))]
      for (const each of wellFormed) await store.set(each, `of ${each}`)
      for (const each of wellFormed) expect(await store.get(each)).toBe(`of ${each}`)
    })
    await fc.assert(property, { numRuns: 50 })
    expect((await readdir(folder)).sort()).toEqual(['any', 'files', 'private', 'unstorage'])
  })

  test('says what is wrong with its folder', async () => {
    await fileStore(join(folder, 'files')).set('key', 'value')
    const inFile = fileStore(join(folder, 'files', 'key.txt'))
    await expect(async () => inFile.set('key', 'value')).rejects.toThrow(/EEXIST|ENOTDIR/)
  })
})

test('what cannot be written is refused at once', () => {
  expect(() => storeOf({ getItem: () => null })).toThrow('store is not valid: setItem: expected a function')
})

test('fits what browsers have', () => {
  expectTypeOf<globalThis.Storage>().toExtend<ItemStorage>()
  expectTypeOf<Map<string, string>>().toExtend<Store>()
})
