import { isValidationError } from '@typefed/core'
import * as w from '@typefed/core/lexicon'
import { describe, expect, expectTypeOf, test, vi } from 'vitest'
import { AtprotoClient, tree } from '../index.ts'
import { joinTrees } from './join-trees.ts'

interface Note {
  $type?: 'com.example.note'
  text: string
}

interface ExampleTree {
  readonly com: {
    readonly example: {
      readonly note: w.RecordMethods<Note>
      readonly getNotes: w.PagedQueryMethod<
        [params?: { cursor?: string }],
        { cursor?: string; notes: Note[] },
        Note
      >
      readonly watch: w.SubscriptionMethod<[params?: object], Note>
    }
  }
}

const note = w.record<Note, 'tid'>('com.example.note', 'tid', () => ({ text: w.string() }))
const getNotes = w.query('com.example.getNotes', {
  output: w.object(() => ({ cursor: w.optional(w.string()), notes: w.array(note) })),
  items: 'notes',
})
const watch = w.subscription('com.example.watch', { message: w.union(() => []) })
const example: typeof tree & w.TreeOf<ExampleTree> = w.tree([note, getNotes, watch])

describe('a client that was extended', () => {
  const asked: string[] = []
  const base = new AtprotoClient({
    service: 'https://server.test',
    fetch: async (url) => {
      asked.push(url)
      return new Response(JSON.stringify({ notes: [{ text: 'Hi' }] }))
    },
  })
  const client = base.extend(example)

  test('has the methods of both trees, and their types', async () => {
    expectTypeOf(client.com.atproto.repo.createRecord).toEqualTypeOf(base.com.atproto.repo.createRecord)
    expectTypeOf(client.com.example.note).toEqualTypeOf<w.RecordMethods<Note>>()
    expectTypeOf(client).toExtend<AtprotoClient>()
    expect(client.com.atproto.repo.createRecord.name).toBe('com.atproto.repo.createRecord')
    expect(client.com.example.note).toMatchObject({ kind: 'record', recordKey: 'tid' })
    expect(client.com.example.watch).toBeTypeOf('function')
    expect(await client.com.example.getNotes.paginate().toArray()).toEqual([{ text: 'Hi' }])
    expect(asked).toEqual(['https://server.test/xrpc/com.example.getNotes'])
  })

  test('follows their streams', () => {
    const subscribe = vi.spyOn(AtprotoClient.prototype, 'subscribe')
    client.com.example.watch({})
    expect(subscribe).toHaveBeenCalledWith(watch, {}, undefined)
    subscribe.mockRestore()
  })

  test('keeps them in its clones', () => {
    const clones = [
      client.with({ timeout: 1000 }),
      client.withProxy('did:web:a.test#service'),
      client.withChat(),
      client.withLabelers([]),
      client.extend({}),
    ]
    for (const clone of clones) expect(clone.com.example.getNotes.name).toBe('com.example.getNotes')
  })

  test('leaves the client and both trees as they were', () => {
    expect(base.com).not.toHaveProperty('example')
    expect(tree['com']).not.toHaveProperty('example')
    expect(Object.keys(example)).toEqual(['com'])
    // @ts-expect-error the client has no such namespace
    expect(base.com.example).toBeUndefined()
  })

  test('may be extended with the same tree again', () => {
    expect(client.extend(example).com.example.note.nsid).toBe('com.example.note')
  })

  test.each(['me', 'did', 'call', 'with', 'like', 'toString'])('refuses a namespace called %s', (name) => {
    const extend = () => base.extend({ [name]: { example: { note } } })
    expect(extend).toThrow(
      `tree is not valid: ${name}: expected a namespace, got the name of a member of the client`,
    )
    expect(extend).toThrow(expect.toSatisfy(isValidationError))
  })

  test.each<[string, Parameters<typeof joinTrees>[1], string]>([
    [
      'an endpoint in another form',
      { com: { example: { getNotes: { ...getNotes } } } },
      'com.example.getNotes',
    ],
    ['a namespace where an endpoint is', { com: { example: { note: { note } } } }, 'com.example.note'],
    ['an endpoint where a namespace is', { com: { example: note } }, 'com.example'],
  ])('refuses %s', (_, extension, path) => {
    expect(() => client.extend(extension)).toThrow(`${path}: expected a name that is new`)
  })
})

test('two trees are joined, whatever a namespace is called', () => {
  const odd = { com: { nsid: { constructor: note } } }
  expect(joinTrees(example, odd, () => false)).toEqual({
    com: { example: example['com']?.['example' as never], nsid: { constructor: note } },
  })
})
