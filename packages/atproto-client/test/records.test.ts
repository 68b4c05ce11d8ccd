import {
  isLoginRequiredError,
  isResponseError,
  isValidationError,
  LoginRequiredError,
  type Pages,
} from '@typefed/core'
import type { RecordPage, StoredRecord } from '@typefed/core/lexicon'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest'
import type { Profile } from '../src/generated/lexicons/app.bsky.actor.profile.ts'
import { profile } from '../src/generated/lexicons/app.bsky.actor.profile.ts'
import { generator } from '../src/generated/lexicons/app.bsky.feed.generator.ts'
import { post, type Post } from '../src/generated/lexicons/app.bsky.feed.post.ts'
import { schema as lexiconSchema } from '../src/generated/lexicons/com.atproto.lexicon.schema.ts'
import type { Note } from '../src/generated/lexicons/dev.typefed.example.note.ts'
import {
  AtprotoClient,
  createRecord,
  deleteRecord,
  getRecord,
  listRecords,
  PasswordSession,
  putRecord,
  XrpcClient,
} from '../src/index.ts'
import { logIn } from './support.ts'

let network: SharedNetwork
let client: AtprotoClient

beforeAll(async () => {
  network = await sharedNetwork()
  client = await someone()
}, 120_000)

/** A client of an account of this test's own. */
const someone = async () => logIn(network, await network.createAccount())

const createdAt = '2026-01-31T12:00:00.000Z'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const TID = '3kabcdefghijk'
const WRITTEN = { uri: `at://did:plc:abc/app.bsky.feed.post/${TID}`, cid: CID }
const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

/** A client whose server answers as it is told, or that it has written, and what it was sent. */
function clientOf(...answers: object[]) {
  const asked: { url: URL; body: Record<string, unknown> }[] = []
  const fetch = async (url: string, { body }: RequestInit = {}) => {
    asked.push({ url: new URL(url), body: JSON.parse((body as string | undefined) ?? '{}') })
    return Response.json(answers[asked.length - 1] ?? WRITTEN)
  }
  const session = {
    did: 'did:plc:abc',
    fetchHandler: (path: string, init?: RequestInit) => fetch(`https://server.test${path}`, init),
  }
  return { client: new AtprotoClient({ session }), asked }
}

describe('a record', () => {
  test('is created, read, replaced and deleted', async () => {
    const { post } = client.app.bsky.feed
    const created = await post.create({ text: 'one', createdAt, langs: ['de'] })
    expect(created).toMatchObject({
      uri: expect.stringMatching(`^at://${client.me.did}/app.bsky.feed.post/[2-7a-z]{13}$`),
      cid: expect.stringMatching(/^bafyrei/),
      commit: { rev: expect.any(String) },
      validationStatus: 'valid',
    })
    const { uri } = created
    const rkey = uri.split('/').at(-1) ?? ''
    const value = { $type: 'app.bsky.feed.post', text: 'one', createdAt, langs: ['de'] }
    expect(await post.get({ rkey })).toEqual({ uri, cid: created.cid, value })
    expect(await post.get({ uri })).toEqual({ uri, cid: created.cid, value })
    expect((await post.get({ rkey, cid: created.cid })).value.text).toBe('one')

    const put = await post.put({ text: 'two', createdAt }, { uri })
    expect(put).toMatchObject({ uri, cid: expect.not.stringContaining(created.cid) })
    expect((await post.get({ rkey })).value).toEqual({ $type: 'app.bsky.feed.post', text: 'two', createdAt })

    expect(await post.delete({ uri })).toMatchObject({ commit: { cid: expect.stringMatching(/^bafyrei/) } })
    const error = await failure(post.get({ rkey }))
    expect(isResponseError(error, 'RecordNotFound')).toBe(true)
    // What is gone is gone.
    expect(await post.delete({ rkey })).toEqual({})
  })

  test('of another account is read by its repository or URI, without a session', async () => {
    const { uri } = network.seeded.viewerPost
    const stranger = new AtprotoClient({ service: network.pds.url })
    const [, , repo, , rkey = ''] = uri.split('/')
    const { value } = await stranger.app.bsky.feed.post.get({ uri })
    expect(value.$type).toBe('app.bsky.feed.post')
    expect((await stranger.app.bsky.feed.post.get({ repo, rkey })).value).toEqual(value)
    const { handle } = network.seeded.viewer
    expect((await client.app.bsky.actor.profile.get({ repo: handle })).value.displayName).toBe('Viewer')
    const records = await stranger.app.bsky.feed.post.list({ repo: handle }).toArray()
    expect(records.map((record) => record.uri)).toContain(uri)
  })

  test('of another account is not written', async () => {
    const { uri } = network.seeded.viewerPost
    const error = await failure(client.app.bsky.feed.post.put({ text: 'mine', createdAt }, { uri }))
    expect(isResponseError(error)).toBe(true)
  })

  test('of a contributor’s lexicon has all of it', async () => {
    const { note } = client.dev.typefed.example
    const { uri, validationStatus } = await note.create({ text: 'remember', createdAt, color: 'blue' })
    expect(validationStatus).toBe('unknown')
    const { value } = await note.get({ uri })
    expectTypeOf(value).toEqualTypeOf<Note>()
    expect(value).toEqual({ $type: 'dev.typefed.example.note', text: 'remember', createdAt, color: 'blue' })
    await note.put({ ...value, color: 'green' }, { uri })
    const [only] = await note.list().toArray()
    expect(only?.value.color).toBe('green')
    await note.delete({ uri })
    expect(await note.list().toArray()).toEqual([])
    const error = await failure(note.create({ text: 'x', createdAt, links: [{ uri: 'nope' }] }))
    expect(String(error)).toContain('links[0].uri: expected a URI')
  })

  test('is checked in full before it is sent, and not at all if so wished', async () => {
    const { client: offline, asked } = clientOf()
    const { post } = offline.app.bsky.feed
    const long = { text: 'x'.repeat(301), createdAt }
    const errors = [
      await failure(post.create(long)),
      await failure(post.put({ text: 'x', createdAt: 'today' }, { rkey: TID })),
      await failure(
        post.create({ $type: 'app.bsky.feed.like' as 'app.bsky.feed.post', text: 'x', createdAt }),
      ),
    ]
    expect(errors.every(isValidationError)).toBe(true)
    expect(errors.map(String)).toEqual([
      expect.stringContaining('text'),
      expect.stringContaining('createdAt'),
      expect.stringContaining('$type'),
    ])
    expect(asked).toEqual([])

    const own = await someone()
    const { uri } = await own.app.bsky.feed.post.create(long, { validate: false })
    const { value } = await own.app.bsky.feed.post.get({ uri, strictness: 'lenient', validate: 'off' })
    expect(value).toMatchObject(long)
  })

  test('of an unknown lexicon is refused by a server that must know it', async () => {
    const error = await failure(
      client.dev.typefed.example.note.create({ text: 'x', createdAt }, { validate: true }),
    )
    expect(isResponseError(error)).toBe(true)
    expect(String(error)).toContain('dev.typefed.example.note')
  })

  test('keeps what its lexicon does not name', async () => {
    const value = { text: 'x', createdAt, 'com.example.extra': { a: [1] } }
    const { uri } = await client.dev.typefed.example.note.create(value)
    expect((await client.dev.typefed.example.note.get({ uri })).value).toMatchObject(value)
  })

  test('that a server sends and that does not fit is an error, a warning, or nothing', async () => {
    const stored = { uri: `at://did:plc:abc/app.bsky.feed.post/${TID}`, cid: CID, value: { text: 1 } }
    const { client: offline } = clientOf(stored, stored, { records: [stored] })
    const error = await failure(offline.app.bsky.feed.post.get({ rkey: TID }))
    expect(String(error)).toContain('is not valid: value.text')
    const { value } = await offline.app.bsky.feed.post.get({ rkey: TID, validate: 'off' })
    expect(value).toEqual({ text: 1 })
    const warnings: Error[] = []
    const warned = offline.with({
      validate: 'warn',
      badItems: 'drop',
      onWarning: (e) => void warnings.push(e),
    })
    expect(await warned.app.bsky.feed.post.list().toArray()).toEqual([])
    expect(String(warnings[0])).toContain('records[0].value.text')
  })
})

describe('swapping', () => {
  test('a record is replaced and deleted only if it is the version meant', async () => {
    const own = await someone()
    const { note } = own.dev.typefed.example
    const first = await note.create({ text: 'a', createdAt })
    const { uri } = first
    const second = await note.put({ text: 'b', createdAt }, { uri, swapRecord: first.cid })
    const errors = await Promise.all(
      [
        note.put({ text: 'c', createdAt }, { uri, swapRecord: first.cid }),
        note.put({ text: 'c', createdAt }, { uri, swapRecord: null }),
        note.delete({ uri, swapRecord: first.cid }),
      ].map(failure),
    )
    expect(errors.every((error) => isResponseError(error, 'InvalidSwap'))).toBe(true)
    await note.delete({ uri, swapRecord: second.cid })
    await note.put({ text: 'new', createdAt }, { uri, swapRecord: null })
  })

  test('a write is done only if the commit is the latest', async () => {
    const own = await someone()
    const { note } = own.dev.typefed.example
    const { commit, uri } = await note.create({ text: 'a', createdAt })
    const swapCommit = commit?.cid
    await note.create({ text: 'b', createdAt }, { swapCommit })
    const errors = await Promise.all(
      [
        note.create({ text: 'c', createdAt }, { swapCommit }),
        note.put({ text: 'c', createdAt }, { uri, swapCommit }),
        note.delete({ uri, swapCommit }),
      ].map(failure),
    )
    expect(errors.every((error) => isResponseError(error, 'InvalidSwap'))).toBe(true)
    expect(await note.list().toArray()).toHaveLength(2)
  })
})

describe('keys', () => {
  test('that are TIDs are made, each greater than the last, and checked', async () => {
    const { client: offline, asked } = clientOf()
    const { post } = offline.app.bsky.feed
    for (let i = 0; i < 50; i++) await post.create({ text: `${i}`, createdAt })
    const keys = asked.map(({ body }) => body['rkey'] as string)
    expect(keys.every((key) => /^[2-7a-j][2-7a-z]{12}$/.test(key))).toBe(true)
    expect(new Set(keys).size).toBe(50)
    expect(keys.toSorted()).toEqual(keys)
    const error = await failure(post.create({ text: '', createdAt }, { rkey: 'self' }))
    expect(String(error)).toContain('app.bsky.feed.post.create() is not valid: rkey: expected a TID')
    expect(isValidationError(await failure(post.get({ rkey: 'nope' })))).toBe(true)
    expect(asked).toHaveLength(50)

    const { uri } = await client.app.bsky.feed.post.create({ text: 'x', createdAt }, { rkey: TID })
    expect(uri).toBe(`at://${client.me.did}/app.bsky.feed.post/${TID}`)
  })

  test('that are one need not be said, and no other is taken', async () => {
    const own = await someone()
    const { profile } = own.app.bsky.actor
    const { uri } = await profile.create({ displayName: 'A' })
    expect(uri).toBe(`at://${own.me.did}/app.bsky.actor.profile/self`)
    expect(isResponseError(await failure(profile.create({ displayName: 'Z' })))).toBe(true)
    const { value, cid } = await profile.get()
    expect(value.displayName).toBe('A')
    expectTypeOf(value).toEqualTypeOf<Profile>()
    await profile.put({ ...value, displayName: 'B' }, { swapRecord: cid })
    expect((await profile.get({ rkey: 'self' })).value.displayName).toBe('B')
    expect((await profile.get({ uri })).value.displayName).toBe('B')
    expect((await profile.list().toArray()).map((record) => record.uri)).toEqual([uri])
    await profile.delete()
    expect(isResponseError(await failure(profile.get()), 'RecordNotFound')).toBe(true)
    // @ts-expect-error there is one key only
    const error = await failure(profile.put({}, { rkey: 'other' }))
    expect(String(error)).toContain(
      'rkey: expected "self", the only key of app.bsky.actor.profile, got another',
    )
  })

  test('that are NSIDs must be said', async () => {
    const { schema } = client.com.atproto.lexicon
    const record = { lexicon: 1 }
    const { uri } = await schema.create(record, { rkey: 'com.example.thing' })
    expect(uri).toBe(`at://${client.me.did}/com.atproto.lexicon.schema/com.example.thing`)
    expect((await schema.get({ rkey: 'com.example.thing' })).value.lexicon).toBe(1)
    // @ts-expect-error nobody can make up an NSID
    expect(String(await failure(schema.create(record)))).toContain('rkey: expected an NSID, got nothing')
    expect(String(await failure(schema.put(record, { rkey: 'x' })))).toContain('rkey: expected an NSID')
  })

  test('that may be any are made, or taken as long as they are keys', async () => {
    const { generator } = client.app.bsky.feed
    const record = { did: 'did:web:feeds.test', displayName: 'F', createdAt }
    const made = await generator.create(record)
    expect(made.uri).toMatch(/\/[2-7a-z]{13}$/)
    const { uri } = await generator.create(record, { rkey: 'my:feed_1' })
    expect(uri).toMatch(/\/my:feed_1$/)
    expect(String(await failure(generator.create(record, { rkey: 'a/b' })))).toContain(
      'expected a record key',
    )
    expect(isValidationError(await failure(generator.get({ rkey: '..' })))).toBe(true)
  })

  test('come from URIs of the collection only', async () => {
    const { client: offline, asked } = clientOf()
    const { post } = offline.app.bsky.feed
    const uris = [
      'at://did:plc:abc/app.bsky.feed.like/3kabcdefghijk',
      'at://did:plc:abc/app.bsky.feed.post',
      'at://did:plc:abc',
      'https://bsky.app/profile/a.test/post/3kabcdefghijk',
      'at://did:plc:abc/app.bsky.feed.post/self',
    ]
    for (const uri of uris) expect(isValidationError(await failure(post.get({ uri })))).toBe(true)
    const uri = `at://did:plc:abc/app.bsky.feed.post/${TID}`
    // @ts-expect-error one or the other
    expect(isValidationError(await failure(post.get({ uri, rkey: TID })))).toBe(true)
    expect(asked).toEqual([])
  })
})

describe('a list', () => {
  let own: AtprotoClient

  beforeAll(async () => {
    own = await someone()
    for (let i = 0; i < 7; i++) await own.app.bsky.feed.post.create({ text: `${i}`, createdAt })
  })

  const textsOf = (records: readonly StoredRecord<Post>[]) => records.map(({ value }) => value.text).join('')

  test('walks over all records, newest first or oldest first', async () => {
    const { post } = own.app.bsky.feed
    expect(textsOf(await post.list().toArray())).toBe('6543210')
    expect(textsOf(await post.list({ reverse: true, limit: 2 }).toArray())).toBe('0123456')
    expectTypeOf(post.list()).toEqualTypeOf<Pages<RecordPage<Post>, StoredRecord<Post>>>()
  })

  test('has pages, ends after maxItems, and goes on from a cursor', async () => {
    const { post } = own.app.bsky.feed
    const pages = await Array.fromAsync(post.list({ limit: 3 }).pages())
    expect(pages.map(({ records }) => textsOf(records)).filter(Boolean)).toEqual(['654', '321', '0'])
    expect(textsOf(await post.list({ limit: 2, maxItems: 3 }).toArray())).toBe('654')
    const cursor = pages[0]?.cursor
    expect(textsOf(await post.list({ cursor }).toArray())).toBe('3210')
  })

  test('ends with its signal', async () => {
    const controller = new AbortController()
    const seen: string[] = []
    const walk = async () => {
      for await (const { value } of own.app.bsky.feed.post.list({ limit: 2, signal: controller.signal })) {
        seen.push(value.text)
        controller.abort(new Error('enough'))
      }
    }
    expect(String(await failure(walk()))).toContain('enough')
    expect(seen).toEqual(['6', '5'])
  })

  test('asks for nothing before it is walked, and never for the same page twice', async () => {
    const record = (text: string) => ({
      uri: `at://did:plc:abc/app.bsky.feed.post/${TID}`,
      cid: CID,
      value: { text, createdAt },
    })
    const answers = [
      { records: [record('a')], cursor: 'x' },
      { records: [record('b')], cursor: 'start' },
    ]
    const { client: offline, asked } = clientOf(...answers)
    const walk = offline.app.bsky.feed.post.list({ cursor: 'start' })
    expect(asked).toEqual([])
    expect(textsOf(await walk.toArray())).toBe('ab')
    expect(asked.map(({ url }) => url.searchParams.get('cursor'))).toEqual(['start', 'x'])
  })
})

describe('every record of the tree', () => {
  type Leaf = Record<'create' | 'get' | 'put' | 'delete', (...args: object[]) => Promise<unknown>> & {
    nsid: string
    recordKey: string
    list(options: object): { toArray(): Promise<unknown[]> }
  }

  /** The records of a namespace and of those in it. */
  function recordsIn(namespace: object): Leaf[] {
    return Object.values(namespace).flatMap((node: unknown) => {
      if (typeof node !== 'object' || node === null) return []
      return 'kind' in node && node.kind === 'record' ? [node as unknown as Leaf] : recordsIn(node)
    })
  }

  test('has its methods, which ask for its collection by its kind of key', async () => {
    const { client: offline, asked } = clientOf()
    const records = recordsIn(offline)
    expect(records.length).toBeGreaterThan(20)
    const kinds = new Set(records.map(({ recordKey }) => recordKey))
    expect([...kinds].toSorted()).toEqual(['any', 'literal:self', 'nsid', 'tid'])
    const keys: Record<string, string> = { any: 'a', 'literal:self': 'self', nsid: 'a.b.c', tid: TID }
    for (const { nsid, recordKey, ...record } of records) {
      const rkey = keys[recordKey] ?? ''
      const before = asked.length
      await record.create({}, { rkey, validate: false })
      await record.put({}, { rkey, validate: false })
      await record.delete({ rkey })
      await record.get({ rkey, validate: 'off' })
      const sent = asked.slice(before)
      expect(sent.map(({ url }) => url.pathname.split('.').at(-1))).toEqual([
        'createRecord',
        'putRecord',
        'deleteRecord',
        'getRecord',
      ])
      for (const { url, body } of sent) {
        expect({ ...body, ...Object.fromEntries(url.searchParams) }).toMatchObject({
          repo: 'did:plc:abc',
          collection: nsid,
          rkey,
        })
      }
      expect(sent[0]?.body['record']).toEqual({ $type: nsid })
      await expect(record.get({ rkey: 'not/a key' })).rejects.toThrow(`${nsid}.get() is not valid: rkey`)
    }
  })
})

describe('without a session', () => {
  test('every method says so before any request', async () => {
    await using front = await faultyFront(network.pds.url)
    const { post } = new AtprotoClient({ service: front.url }).app.bsky.feed
    const record = { text: 'x', createdAt }
    const errors = await Promise.all(
      [
        post.create(record),
        post.get({ rkey: TID }),
        post.list().toArray(),
        post.put(record, { rkey: TID }),
        post.delete({ rkey: TID }),
        post.create(record, { repo: 'did:plc:abc' }),
      ].map(failure),
    )
    expect(errors.every((error) => isLoginRequiredError(error))).toBe(true)
    expect(front.requests).toEqual([])
    expect(LoginRequiredError.name).toBe('LoginRequiredError')
  })
})

describe('the functions underneath', () => {
  test('do the same on a client without a tree', async () => {
    const account = await network.createAccount()
    const { handle: identifier, password } = account
    const session = await PasswordSession.login({ service: network.pds.url, identifier, password })
    const slim = new XrpcClient({ session })
    const { uri } = await createRecord(slim, post, { text: 'slim', createdAt })
    const { value } = await getRecord(slim, post, { uri })
    expectTypeOf(value).toEqualTypeOf<Post>()
    expect(value.text).toBe('slim')
    await putRecord(slim, profile, { displayName: 'Slim' })
    expect((await getRecord(slim, profile)).value.displayName).toBe('Slim')
    expect(await listRecords(slim, post).toArray()).toHaveLength(1)
    await deleteRecord(slim, post, { uri })
    await deleteRecord(slim, profile)
    expect(await listRecords(slim, post).toArray()).toEqual([])
  })

  test('ask for a key where one must be said', () => {
    const never = async (slim: XrpcClient) => {
      // @ts-expect-error which of many
      await getRecord(slim, post)
      // @ts-expect-error nobody can make up an NSID
      await createRecord(slim, lexiconSchema, { lexicon: 1 })
      await createRecord(slim, generator, { did: '', displayName: '', createdAt })
      // @ts-expect-error which of many
      await deleteRecord(slim, post)
      // @ts-expect-error a record needs its text
      await createRecord(slim, post, { createdAt })
    }
    expect(never).toBeTypeOf('function')
  })
})
