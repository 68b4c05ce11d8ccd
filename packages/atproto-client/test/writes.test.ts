import { isLoginRequiredError, isResponseError, isValidationError, ResponseError } from '@typefed/core'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { profile } from '../src/generated/lexicons/app.bsky.actor.profile.ts'
import { post } from '../src/generated/lexicons/app.bsky.feed.post.ts'
import { follow } from '../src/generated/lexicons/app.bsky.graph.follow.ts'
import { schema as lexiconSchema } from '../src/generated/lexicons/com.atproto.lexicon.schema.ts'
import { note } from '../src/generated/lexicons/dev.typefed.example.note.ts'
import { AtprotoClient, isWritesError, Writes, type WritesError } from '../src/index.ts'
import { logIn } from './support.ts'

let network: SharedNetwork

beforeAll(async () => {
  network = await sharedNetwork()
}, 120_000)

/** A client of an account of this test's own. */
const someone = async () => logIn(network, await network.createAccount())

const createdAt = '2026-01-31T12:00:00.000Z'
const TID = '3kabcdefghijk'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'

/** So many new notes. */
function notes(count: number, text = 'x'): Writes {
  const writes = new Writes()
  for (let i = 0; i < count; i++) writes.create(note, { text, createdAt })
  return writes
}

/** A client whose server confirms a number of batches and then answers with an error; and the batches it saw. */
function failingAfter(confirmed: number) {
  const batches: { writes: { rkey: string }[]; swapCommit?: string }[] = []
  const fetchHandler = async (_: string, init?: RequestInit) => {
    batches.push(JSON.parse(init?.body as string))
    if (batches.length > confirmed) return Response.json({ error: 'Broken' }, { status: 500 })
    return Response.json({
      commit: { cid: CID.replace('bafyreid', `bafyrei${'abc'[batches.length]}`), rev: TID },
    })
  }
  return { client: new AtprotoClient({ session: { did: 'did:plc:abc', fetchHandler } }), batches }
}

const failure = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('many writes', () => {
  test('are done as one, in their order', async () => {
    const client = await someone()
    const old = await client.app.bsky.feed.post.create({ text: 'old', createdAt })
    await client.app.bsky.actor.profile.put({ displayName: 'A' })
    const writes = new Writes()
      .create(post, { text: 'new', createdAt })
      .create(follow, { subject: network.seeded.viewer.did, createdAt }, { rkey: TID })
      .update(profile, { displayName: 'B' })
      .delete(post, { uri: old.uri })
    expect(writes).toHaveLength(4)
    const { results, commits } = await writes.apply(client)
    const { did } = client.me
    expect(results).toEqual([
      {
        uri: expect.stringMatching(`^at://${did}/app.bsky.feed.post/[2-7a-z]{13}$`),
        cid: expect.stringMatching(/^bafyrei/),
        validationStatus: 'valid',
      },
      { uri: `at://${did}/app.bsky.graph.follow/${TID}`, cid: expect.any(String), validationStatus: 'valid' },
      { uri: `at://${did}/app.bsky.actor.profile/self`, cid: expect.any(String), validationStatus: 'valid' },
      { uri: old.uri },
    ])
    expect(commits).toHaveLength(1)
    expect((await client.app.bsky.actor.profile.get()).value.displayName).toBe('B')
    const posts = await client.app.bsky.feed.post.list().toArray()
    expect(posts.map(({ uri, value }) => [uri, value.text])).toEqual([[results[0]?.uri, 'new']])
  })

  test('more than 200 go in batches, each after the commit of the one before', async () => {
    const client = await someone()
    const { commit } = await client.dev.typefed.example.note.create({ text: 'first', createdAt })
    const progress: [number, number][] = []
    const { results, commits } = await notes(405).apply(client, {
      swapCommit: commit?.cid,
      onProgress: (done, total) => void progress.push([done, total]),
    })
    expect(progress).toEqual([
      [200, 405],
      [400, 405],
      [405, 405],
    ])
    expect(commits).toHaveLength(3)
    const stored = await client.dev.typefed.example.note.list({ reverse: true, limit: 100 }).toArray()
    expect(stored.slice(1).map(({ uri }) => uri)).toEqual(results.map(({ uri }) => uri))
  })

  test('too big for one request are parted too', async () => {
    const client = await someone()
    const { commits } = await notes(200, 'ä'.repeat(300)).apply(client)
    expect(commits).toHaveLength(1)
    const big = new Writes()
    // Each some 6 kB of JSON, of which 200 are more than the server takes at once.
    const links = Array.from({ length: 6 }, (_, i) => ({ uri: `https://a.test/${i}${'x'.repeat(980)}` }))
    for (let i = 0; i < 200; i++) big.create(note, { text: 'x', createdAt, links })
    expect((await big.apply(client)).commits).toHaveLength(2)
  })

  test('are none: nothing is asked', async () => {
    const { client, batches } = failingAfter(0)
    expect(await new Writes().apply(client)).toEqual({ results: [], commits: [] })
    expect(batches).toEqual([])
  })
})

describe('writes that fail', () => {
  test('tell how far they came, and go on from there', async () => {
    const writes = notes(450)
    const { client, batches } = failingAfter(2)
    const error = await failure(writes.apply(client, { swapCommit: CID }))
    expect(isWritesError(error)).toBe(true)
    const { done, results, cause, message } = error as WritesError
    expect([done, results.length]).toEqual([400, 400])
    expect(cause).toBeInstanceOf(ResponseError)
    expect(message).toContain('400 of 450 writes are done, the next batch failed')
    const swaps = batches.map(({ swapCommit }) => swapCommit)
    expect(new Set(swaps).size).toBe(3)
    expect(swaps[0]).toBe(CID)
    const keys = batches.flatMap((batch) => batch.writes.map(({ rkey }) => rkey))
    expect(results.map(({ uri }) => uri.split('/').at(-1))).toEqual(keys.slice(0, 400))

    const again = failingAfter(3)
    const rest = await writes.apply(again.client, { from: done })
    expect(rest.results).toHaveLength(50)
    expect(again.batches.flatMap((batch) => batch.writes.map(({ rkey }) => rkey))).toEqual(keys.slice(400))
  })

  test('leave nothing of a batch behind, and cannot be written twice', async () => {
    const client = await someone()
    const writes = notes(2)
    await writes.apply(client)
    const error = await failure(writes.create(note, { text: 'y', createdAt }).apply(client))
    expect(error).toMatchObject({ name: 'WritesError', done: 0, results: [] })
    expect(await client.dev.typefed.example.note.list().toArray()).toHaveLength(2)
    await writes.apply(client, { from: 2 })
    expect(await client.dev.typefed.example.note.list().toArray()).toHaveLength(3)
  })

  test('because somebody else wrote meanwhile say so', async () => {
    const client = await someone()
    const { commit } = await client.dev.typefed.example.note.create({ text: 'a', createdAt })
    await client.dev.typefed.example.note.create({ text: 'b', createdAt })
    const error = await failure(notes(1).apply(client, { swapCommit: commit?.cid }))
    expect(isWritesError(error) && isResponseError(error.cause, 'InvalidSwap')).toBe(true)
  })

  test('by the signal have its reason as their cause', async () => {
    const { client } = failingAfter(9)
    const reason = new Error('enough')
    const error = await failure(notes(1).apply(client, { signal: AbortSignal.abort(reason) }))
    expect(error).toMatchObject({ name: 'WritesError', done: 0, cause: reason })
  })
})

describe('what is wrong is said before any request', () => {
  test('as soon as a write is added', () => {
    const writes = new Writes()
    expect(() => writes.create(post, { text: 'x', createdAt: 'now' })).toThrow(
      'createdAt: expected a datetime',
    )
    expect(() => writes.create(post, { text: 'x', createdAt }, { rkey: 'self' })).toThrow('expected a TID')
    expect(() => writes.update(profile, {}, { rkey: 'other' })).toThrow('expected "self"')
    expect(() => writes.delete(post, { uri: `at://did:plc:abc/app.bsky.feed.like/${TID}` })).toThrow(
      'the URI of a record of app.bsky.feed.post',
    )
    // @ts-expect-error which of many
    expect(() => writes.delete(post)).toThrow('expected a TID, got nothing')
    // @ts-expect-error nobody can make up an NSID
    expect(() => writes.create(lexiconSchema, { lexicon: 1 })).toThrow('expected an NSID')
    expect(writes).toHaveLength(0)
    writes.create(post, { text: 'x'.repeat(301), createdAt }, { validate: false })
    expect(writes).toHaveLength(1)
  })

  test('of a URI elsewhere, and of a missing session', async () => {
    const { client, batches } = failingAfter(0)
    const uri = `at://did:plc:other/app.bsky.feed.post/${TID}`
    const error = await failure(new Writes().delete(post, { uri }).apply(client))
    expect(isValidationError(error)).toBe(true)
    expect(String(error)).toContain('[0].uri: expected a record of did:plc:abc')
    const stranger = new AtprotoClient({ service: 'https://server.test' })
    expect(isLoginRequiredError(await failure(notes(1).apply(stranger)))).toBe(true)
    expect(batches).toEqual([])
  })
})
