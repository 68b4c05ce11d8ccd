import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inBatches } from './batches.ts'
import { partOptions } from './options.ts'
import { replyTo } from './reply.ts'
import { actorOf, parseUri, refOf } from './subjects.ts'

const nobody = { did: undefined, call: () => Promise.reject(new Error('nothing should be asked')) }

describe('batches', () => {
  test('hold every item once, in order, and none is too large', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.integer(), { maxLength: 300 }),
      fc.integer({ min: 1, max: 30 }),
      async (items, size) => {
        const sizes: number[] = []
        let running = 0
        const found = await inBatches(items, size, async (batch) => {
          sizes.push(batch.length)
          expect(++running).toBeLessThanOrEqual(4)
          await Promise.resolve()
          running--
          return batch
        })
        expect(found).toEqual(items)
        expect(sizes).toHaveLength(Math.ceil(items.length / size))
        expect(Math.max(0, ...sizes)).toBeLessThanOrEqual(size)
      },
    )
    await fc.assert(property)
  })
})

describe('subjects', () => {
  test('a URI is taken apart, and put together is the same', () => {
    const part = fc.stringMatching(/^[A-Za-z0-9.:_~-]{1,40}$/)
    const property = fc.property(part, part, part, (authority, collection, rkey) => {
      const uri = `at://${authority}/${collection}/${rkey}`
      expect(parseUri('test', uri)).toEqual({ uri, authority, collection, rkey })
    })
    fc.assert(property)
  })

  test.each([
    '',
    'at://',
    'at://a',
    'at://a/b',
    'at://a/b/',
    'at://a/b/c/d',
    'at://a/b/c?d',
    ' at://a/b/c',
    'https://a/b/c',
  ])('%j is no URI of a record', (uri) => {
    expect(() => parseUri('unlike', uri)).toThrow(
      'unlike is not valid: uri: expected at://<did>/<collection>/<key>, got ',
    )
  })

  test('a reference is uri and cid alone, an actor is a name without @', () => {
    const view = { uri: 'at://a/b/c', cid: 'd', text: 'e' }
    expect(refOf(view)).toEqual({ uri: 'at://a/b/c', cid: 'd' })
    expect([actorOf('@alice.test'), actorOf('alice.test'), actorOf({ did: 'did:web:a.test' })]).toEqual([
      'alice.test',
      'alice.test',
      'did:web:a.test',
    ])
  })
})

test('options are parted into parameters and how the call is made', () => {
  const signal = AbortSignal.abort()
  const [params, call] = partOptions({ limit: 5, cursor: 'a', signal, timeout: 3, headers: {} })
  expect(params).toEqual({ limit: 5, cursor: 'a' })
  expect(call).toEqual({ signal, timeout: 3, headers: {} })
})

describe('a reply to a view', () => {
  const parent = { uri: 'at://a/b/parent', cid: 'p' }
  const root = { uri: 'at://a/b/root', cid: 'r' }

  test('has the root that the view tells, and asks nobody', async () => {
    const view = { ...parent, record: { reply: { root: { ...root, $type: 'x' }, parent: root } } }
    expect(await replyTo(nobody, view, {})).toEqual({ root, parent })
  })

  test.each([
    {},
    { reply: null },
    { reply: {} },
    { reply: { root: null } },
    { reply: { root: { uri: 1, cid: 2 } } },
    'text',
    7,
  ])('begins at the parent, if its record is %j', async (record) => {
    expect(await replyTo(nobody, { ...parent, record }, {})).toEqual({ root: parent, parent })
  })
})
