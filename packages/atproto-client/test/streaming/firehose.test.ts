import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { note } from '../../src/generated/lexicons/dev.typefed.example.note.ts'
import { post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import type { AtprotoClient } from '../../src/index.ts'
import { Writes } from '../../src/index.ts'
import { fileStore } from '../../src/node.ts'
import { firehose, type FirehoseEvent } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { createdAt, lastSeq, takeUntil } from './support.ts'

let network: AtprotoNetwork
let client: AtprotoClient
let did: string

beforeAll(async () => {
  network = await startAtprotoNetwork()
  client = await logIn(network, await network.createAccount())
  did = client.me.did
}, 60_000)
afterAll(() => network.close())

describe('a firehose', () => {
  test('gives what was done to records, with the records', async () => {
    const cursor = await lastSeq(client)
    const { post: posts } = client.app.bsky.feed
    const { uri, cid } = await posts.create({ text: 'one', createdAt })
    const rkey = uri.split('/').at(-1) ?? ''
    await posts.put({ text: 'two', createdAt }, { rkey })
    await posts.delete({ uri })
    const events = await takeUntil(firehose(network.pds.url, { cursor }), ({ length }) => length === 3)
    const same = { kind: 'commit', did, collection: 'app.bsky.feed.post', uri, rkey }
    expect(events).toMatchObject([
      { ...same, action: 'create', cid, record: { $type: 'app.bsky.feed.post', text: 'one', createdAt } },
      { ...same, action: 'update', record: { text: 'two' } },
      { ...same, action: 'delete' },
    ])
    expect(events[2]).not.toHaveProperty('record')
    const seqs = events.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
    expect(new Date(events[0]?.time ?? '').getTime()).toBeGreaterThan(Date.now() - 60_000)
  })

  test('tells of identities and accounts', async () => {
    const cursor = await lastSeq(client)
    const account = await network.createAccount()
    await network.takedown(account.did)
    const events = await takeUntil(client.firehose({ cursor }), (all) => {
      const last = all.at(-1)
      return last?.kind === 'account' && !last.active
    })
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'identity', did: account.did, handle: account.handle }),
    )
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'account', did: account.did, active: true }),
    )
    expect(events.at(-1)).toMatchObject({ did: account.did, status: 'takendown' })
    expect(events.map(({ kind }) => kind)).toContain('sync')
  })

  test('gives the wanted collections only, of a commit that holds others too', async () => {
    const cursor = await lastSeq(client)
    await new Writes()
      .create(post, { text: 'a post', createdAt })
      .create(note, { text: 'a note', createdAt })
      .apply(client)
    await client.app.bsky.actor.profile.put({ displayName: 'A' })
    const all = await takeUntil(client.firehose({ cursor }), ({ length }) => length === 3)
    expect(all.map(collectionOf)).toEqual([
      'app.bsky.feed.post',
      'dev.typefed.example.note',
      'app.bsky.actor.profile',
    ])
    const some = client.firehose({ cursor, collections: ['dev.typefed.*', 'app.bsky.actor.profile'] })
    expect((await takeUntil(some, ({ length }) => length === 2)).map(collectionOf)).toEqual([
      'dev.typefed.example.note',
      'app.bsky.actor.profile',
    ])
  })

  test('reports a record that does not fit its lexicon, and hands it on or not as the client is set', async () => {
    const cursor = await lastSeq(client)
    const repo = did
    const record = { $type: 'app.bsky.feed.like', subject: 'nothing', createdAt }
    const collection = 'app.bsky.feed.like'
    const { uri } = await client.com.atproto.repo.createRecord({ repo, collection, record, validate: false })
    const good = await client.dev.typefed.example.note.create({ text: 'good', createdAt })
    const urisOf = async (settings: object) => {
      const errors: string[] = []
      const report = ({ message }: Error) => void errors.push(message)
      const stream = client.with({ onWarning: report, ...settings }).firehose({ cursor, onError: report })
      const events = await takeUntil(stream, (all) => uriOf(all.at(-1)) === good.uri)
      return [events.map(uriOf), errors.map((message) => message.split(' is not valid')[0])]
    }
    expect(await urisOf({})).toEqual([[good.uri], [`record ${uri}`]])
    expect(await urisOf({ validate: 'warn' })).toEqual([[uri, good.uri], [`record ${uri}`]])
    expect(await urisOf({ validate: 'warn', badItems: 'drop' })).toEqual([[good.uri], [`record ${uri}`]])
    expect(await urisOf({ validate: 'off' })).toEqual([[uri, good.uri], []])
  })

  test('refuses a cursor that the server has not come to', async () => {
    await expect(Array.fromAsync(client.firehose({ cursor: 1e9 }))).rejects.toMatchObject({
      name: 'StreamError',
      error: 'FutureCursor',
    })
  })
})

function collectionOf(event: FirehoseEvent): string {
  return event.kind === 'commit' ? event.collection : event.kind
}

function uriOf(event: FirehoseEvent | undefined): string | undefined {
  return event?.kind === 'commit' ? event.uri : undefined
}

describe('a cursor that is kept', () => {
  test('keeps no stream open that was closed while a store was asked', async () => {
    const asked = Promise.withResolvers<undefined>()
    const stream = client.firehose({ store: { get: () => asked.promise, set: () => {}, delete: () => {} } })
    const ended = Array.fromAsync(stream)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const closing = stream.close()
    asked.resolve(undefined)
    await closing
    expect(await ended).toEqual([])
  })

  test('is that of the last event that was dealt with, in a file too', async () => {
    await using folder = await mkdtempDisposable(`${tmpdir()}/cursors-`)
    const cursor = await lastSeq(client)
    for (const text of ['a', 'b', 'c']) await client.dev.typefed.example.note.create({ text, createdAt })
    const texts: unknown[] = []
    const follow = async (count: number) => {
      const collections = ['dev.typefed.example.note'] as const
      // The next run has nothing but the folder.
      const stream = client.firehose({ collections, cursor, store: fileStore(folder.path) })
      let left = count
      for await (const event of stream) {
        if (event.kind !== 'commit' || event.action === 'delete') continue
        texts.push(event.record.text)
        if (--left === 0) break
      }
    }
    await follow(2)
    // The loop was left in the middle of `b`.
    await follow(2)
    expect(texts).toEqual(['a', 'b', 'b', 'c'])
  })
})
