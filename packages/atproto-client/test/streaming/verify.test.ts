import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import { note } from '../../src/generated/lexicons/dev.typefed.example.note.ts'
import {
  type SubscribeReposCommit,
  subscribeRepos,
  type SubscribeReposMessage,
  type SubscribeReposSync,
} from '../../src/generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { type AtprotoClient, Writes } from '../../src/index.ts'
import { documentResolver } from '../../src/streaming/firehose/verify/documents.ts'
import type { VerifyOptions } from '../../src/streaming/firehose/verify/options.ts'
import { didKeyResolver } from '../../src/streaming/firehose/verify/resolve-key.ts'
import { Verifier } from '../../src/streaming/firehose/verify/verifier.ts'
import type { VerificationError } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { withNewBlocksOnly, withoutTreeBefore } from './older-server.ts'
import { createdAt, lastSeq, notes, takeUntil } from './support.ts'

type Commit = SubscribeReposCommit & { $type: string }
type Change = (commit: Commit) => Partial<Commit>

let network: AtprotoNetwork
let client: AtprotoClient
let other: AtprotoClient
/**
 * Of one account: 30 notes, then a post, a change and a deletion, then a deletion alone, then a note. The last one is of
 * the other account.
 */
let commits: Commit[]
/** What the server announced when the account was made. */
let announced: SubscribeReposSync

beforeAll(async () => {
  network = await startAtprotoNetwork()
  client = await logIn(network, await network.createAccount())
  other = await logIn(network, await network.createAccount())
  const cursor = await lastSeq(client)
  const { results } = await notes(30).apply(client)
  const [first, second, third] = results.map(({ uri = '' }) => uri)
  await new Writes()
    .create(post, { text: 'new', createdAt })
    .update(note, { text: 'changed', createdAt }, { rkey: rkeyOf(first) })
    .delete(note, { uri: second ?? '' })
    .apply(client)
  await client.dev.typefed.example.note.delete({ uri: third ?? '' })
  await client.dev.typefed.example.note.create({ text: 'last', createdAt })
  await other.app.bsky.feed.post.create({ text: 'another', createdAt })
  const stream = client.subscribe<Commit>(subscribeRepos, { cursor })
  commits = await takeUntil(stream, ({ length }) => length === 5)
  const all = client.subscribe<SubscribeReposSync & { $type: string }>(subscribeRepos, { cursor: 0 })
  for await (const message of all) {
    if (!message.$type.endsWith('#sync') || message.did !== client.me.did) continue
    announced = message
    break
  }
}, 60_000)
afterAll(() => network.close())

const rkeyOf = (uri = '') => uri.split('/').at(-1) ?? ''
const resolveKey = (did: string) => didKeyResolver(documentResolver({ plcUrl: network.plc.url }))(did, {})

/** Checks messages one after the other; gives what they come to, in short, and why. */
function verifier(options: VerifyOptions = {}) {
  const errors: VerificationError[] = []
  const reading = {
    wants: () => true,
    isRight: () => true,
    onError: (error: Error) => void errors.push(error as VerificationError),
  }
  const checked = new Verifier({ plcUrl: network.plc.url, allowLocal: true, ...options, reading })
  async function read(...messages: object[]) {
    const events: string[] = []
    for (const message of messages) {
      for await (const event of checked.readEvents(message as SubscribeReposMessage))
        events.push(event.kind === 'commit' ? event.action : event.kind)
    }
    const faults = errors.splice(0)
    return { events, faults: faults.map(({ fault }) => fault), reasons: faults.map(({ message }) => message) }
  }
  return read
}

/** The same without the reasons. */
function check(options?: VerifyOptions) {
  const read = verifier(options)
  return async (...messages: object[]) => {
    const { events, faults } = await read(...messages)
    return { events, faults }
  }
}

const changed = (index: number, change: Change): Commit => ({
  ...commits[index]!,
  ...change(commits[index]!),
})
const later = (commit: Commit): Commit => ({ ...commit, seq: commit.seq + 1_000 })
const CREATES = Array.from({ length: 30 }, () => 'create')

describe('commits of the real server', () => {
  test('hold, and follow each other', async () => {
    expect(await check()(...commits)).toEqual({
      events: [...CREATES, 'create', 'update', 'delete', 'delete', 'create', 'create'],
      faults: [],
    })
  })

  test.each<[string, string, Change]>([
    [
      'an operation is missing',
      'the operations do not lead back to the tree before',
      ({ ops }) => ({ ops: ops.slice(1) }),
    ],
    [
      'an operation says otherwise',
      'the tree holds something else',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, cid: rest[0]!.cid }, ...rest] }),
    ],
    [
      'a deletion is made up',
      'its delete of',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, action: 'delete', cid: null }, ...rest] }),
    ],
    [
      'a deletion of what is there is made up',
      'the tree holds something else',
      ({ ops: [first, ...rest] }) => ({
        ops: [{ ...first!, action: 'delete', cid: null, prev: rest[0]!.cid! }, ...rest],
      }),
    ],
    [
      'a deletion of what never was is put in',
      'the operations do not lead back',
      ({ ops }) => ({ ops: [...ops, { action: 'delete', path: 'a.b.c/d', cid: null, prev: ops[0]!.cid! }] }),
    ],
    [
      'a creation is said to be an update',
      'its update of',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, action: 'update' }, ...rest] }),
    ],
    [
      'a creation is said to be an update of something',
      'the operations do not lead back',
      ({ ops: [first, ...rest] }) => ({
        ops: [{ ...first!, action: 'update', prev: rest[0]!.cid! }, ...rest],
      }),
    ],
    [
      'an update changes nothing',
      'its update of',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, action: 'update', prev: first!.cid! }, ...rest] }),
    ],
    [
      'an operation is of another kind',
      'it does something else to',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, action: 'move' }, ...rest] }),
    ],
    [
      'an operation is there twice',
      'two operations are of one record',
      ({ ops: [first, ...rest] }) => ({ ops: [first!, first!, ...rest] }),
    ],
    ['it is said to be of another account', 'it is of another repository', () => ({ repo: other.me.did })],
    ['it is said to be of another revision', 'it is of another revision', () => ({ rev: '3kabcdefghijk' })],
    [
      'its blocks are those of another',
      'the commit itself is not among the blocks',
      () => ({ blocks: commits[4]!.blocks }),
    ],
    [
      'it is said to follow another tree',
      'the operations do not lead back',
      () => ({ prevData: commits[4]!.prevData! }),
    ],
    ['a byte of a block differs', '', ({ blocks }) => ({ blocks: flipLastByte(blocks) })],
  ])('give nothing if %s', async (_, reason, change) => {
    const read = verifier()
    const { reasons, ...outcome } = await read(changed(0, change))
    expect(outcome).toEqual({ events: [], faults: ['invalid'] })
    expect(reasons.join()).toContain(reason)
    // It did not change what is known of the repository.
    expect(await read(commits[0]!, commits[1]!)).toMatchObject({ faults: [] })
  })

  test('give nothing if another key signed them', async () => {
    const { reasons, ...outcome } = await verifier({ resolveKey: () => resolveKey(other.me.did) })(
      commits[0]!,
    )
    expect(outcome).toEqual({ events: [], faults: ['invalid'] })
    expect(reasons).toEqual([
      `commit ${commits[0]?.seq} of ${client.me.did}: the signature is not of the account’s key`,
    ])
  })
})

describe('a repository', () => {
  test('takes no commit that is not newer, whatever its number', async () => {
    const read = check()
    await read(...commits.slice(0, 3))
    // The records of these are changed and deleted by now.
    expect(await read(later(commits[0]!), later(commits[2]!))).toEqual({
      events: [],
      faults: ['replayed', 'replayed'],
    })
    expect(await read(commits[3]!)).toEqual({ events: ['create'], faults: [] })
  })

  test('begins anew where a commit was left out, and goes on', async () => {
    const read = check()
    expect(await read(commits[0]!, commits[2]!, commits[3]!)).toEqual({
      events: [...CREATES, 'sync', 'delete', 'create'],
      faults: ['gap'],
    })
  })

  test('is checked by the last tree that is known where a commit does not name one', async () => {
    expect(await check()(commits[2]!, withoutTreeBefore(commits[3]!))).toEqual({
      events: ['delete', 'create'],
      faults: [],
    })
  })

  test.each<[string, number[], string[], Change]>([
    ['the first that is known', [0], CREATES, (commit) => commit],
    ['of which an operation was left out', [0], CREATES.slice(1), ({ ops }) => ({ ops: ops.slice(1) })],
    [
      'into which a deletion was put',
      [2, 3],
      ['create'],
      ({ ops }) => ({ ops: [...ops, { action: 'delete', path: 'a.b.c/d', cid: null }] }),
    ],
    ['that does not say what it replaced', [0, 1], ['create', 'update'], (commit) => commit],
  ])('begins anew with a commit that names no tree before: %s', async (_, indices, events, change) => {
    const read = check()
    const last = indices.at(-1)!
    for (const index of indices.slice(0, -1)) await read(commits[index]!)
    const older = withoutTreeBefore(commits[last]!)
    expect(await read({ ...older, ...change(older) })).toEqual({
      events: ['sync', ...events],
      faults: ['unproven'],
    })
    if (last < 3) expect(await read(commits[last + 1]!)).toMatchObject({ faults: [] })
  })

  test('is begun anew by a server’s word, if the account signed that', async () => {
    const read = check()
    expect(await read(announced)).toEqual({ events: ['sync'], faults: [] })
    expect(await read(announced, ...commits.slice(0, 1))).toEqual({
      // Between them is a note that `lastSeq` wrote.
      events: ['sync', 'sync', ...CREATES],
      faults: ['gap'],
    })
    expect(await read(announced)).toEqual({ events: [], faults: ['replayed'] })
    expect(await read({ ...announced, did: other.me.did })).toEqual({ events: [], faults: ['invalid'] })
    expect(await read({ ...announced, rev: '3zzzzzzzzzzzz' })).toEqual({ events: [], faults: ['invalid'] })
  })

  test('does not forget its revision by a commit that is too big', async () => {
    const read = check()
    const tooBig = changed(1, () => ({ tooBig: true, ops: [], blocks: { $bytes: '' } }))
    expect(await read(commits[0]!, tooBig, later(commits[0]!), commits[1]!)).toEqual({
      events: [...CREATES, 'sync', 'create', 'update', 'delete'],
      faults: ['replayed'],
    })
  })

  test('is known over a restart where its state is kept', async () => {
    const states = new Map<string, string>()
    await check({ states })(commits[0]!, commits[1]!)
    expect(await check({ states })(commits[0]!)).toEqual({ events: [], faults: ['replayed'] })
    expect(await check({ states })(commits[3]!)).toEqual({ events: ['sync', 'create'], faults: ['gap'] })
    states.set(client.me.did, 'not a state')
    expect(await check({ states })(commits[0]!)).toEqual({ events: CREATES, faults: [] })
  })

  test('gives the last commit again after a restart, which may not have been dealt with', async () => {
    const states = new Map<string, string>()
    await check({ states })(commits[0]!, commits[1]!)
    expect(await check({ states })(commits[1]!, commits[2]!)).toEqual({
      events: ['create', 'update', 'delete', 'delete'],
      faults: [],
    })
  })

  test('ends the stream if its state cannot be kept', async () => {
    const states = { get: () => undefined, set: () => Promise.reject(new Error('full')), delete: () => {} }
    await expect(check({ states })(commits[0]!)).rejects.toThrow('full')
  })
})

describe('a server before 0.4.76', () => {
  /** Commits of an account whose tree has the same form in every run: notes, and then deletions one by one. */
  let deletions: Commit[]

  beforeAll(async () => {
    const account = await logIn(network, await network.createAccount())
    const keys = Array.from('234567abcdefghijklmno', (last) => `3kaaaaaaaaaa${last}`)
    const writes = new Writes()
    for (const rkey of keys) writes.create(note, { text: rkey, createdAt }, { rkey })
    await writes.apply(account)
    const deleted = keys.filter((_, index) => index % 2 === 0)
    for (const rkey of deleted) await account.dev.typefed.example.note.delete({ rkey })
    const stream = client.subscribe<Commit>(subscribeRepos, { cursor: commits[4]!.seq })
    const isOwn = ({ repo, $type }: Commit) => repo === account.me.did && $type.endsWith('#commit')
    const all = await takeUntil(stream, (messages) => messages.filter(isOwn).length > deleted.length + 1)
    deletions = await withNewBlocksOnly(all.filter(isOwn))
  }, 60_000)

  test('leaves out blocks that prove some deletions, which is not taken for tampering', async () => {
    const read = verifier()
    // The account's first commit, which has nothing before, and that of the notes.
    expect(await read(...deletions.slice(0, 2))).toMatchObject({ reasons: [] })
    const outcomes = []
    for (const commit of deletions.slice(2)) outcomes.push(await read(commit))
    for (const { events, faults, reasons } of outcomes) {
      if (faults.length === 0) expect(events).toEqual(['delete'])
      else {
        expect({ events, faults }).toEqual({ events: ['sync'], faults: ['unproven'] })
        expect(reasons.join()).toContain('blocks are missing that would prove it')
      }
    }
    const unproven = outcomes.filter(({ faults }) => faults.length > 0).length
    expect(unproven).toBeGreaterThan(0)
    expect(unproven).toBeLessThan(outcomes.length)
  })

  test('does not keep the other operations of such a commit back', async () => {
    const [first, second] = await withNewBlocksOnly(commits.slice(0, 2))
    const read = check()
    await read(first!)
    expect(await read(withoutTreeBefore(second!))).toEqual({
      events: ['sync', 'create', 'update'],
      faults: ['unproven'],
    })
  })
})

function flipLastByte({ $bytes }: SubscribeReposCommit['blocks']): SubscribeReposCommit['blocks'] {
  const last = $bytes.at(-1) === 'A' ? 'w' : 'A'
  return { $bytes: $bytes.slice(0, -1) + last }
}

describe('keys', () => {
  test('are looked up again when the account may have another, and not for each wrong signature', async () => {
    const asked: string[] = []
    let isOld = true
    const read = check({
      resolveKey: (did) => (asked.push(did), resolveKey(isOld ? other.me.did : did)),
    })
    const [first, second] = commits as [Commit, Commit]
    expect(await read(first, first, first)).toMatchObject({ events: [] })
    expect(asked).toHaveLength(1)
    isOld = false
    const identity = { $type: 'com.atproto.sync.subscribeRepos#identity', did: client.me.did }
    expect(await read(identity, first, second)).toMatchObject({ faults: [] })
    expect(asked).toEqual([client.me.did, client.me.did])
  })

  test('are looked up again a while after a wrong signature', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    try {
      const asked: string[] = []
      const read = check({ resolveKey: (did) => (asked.push(did), resolveKey(other.me.did)) })
      await read(commits[0]!)
      vi.setSystemTime(Date.now() + 60_000)
      await read(commits[0]!, commits[0]!)
      expect(asked).toHaveLength(2)
    } finally {
      vi.useRealTimers()
    }
  })

  test('that cannot be had leave commits out, until there is one: then the repository begins anew', async () => {
    let isThere = false
    const read = check({
      resolveKey: (did) => (isThere ? resolveKey(did) : Promise.reject(new Error('no directory'))),
    })
    expect(await read(commits[0]!, commits[1]!)).toEqual({
      events: ['sync'],
      faults: ['unproven', 'unproven'],
    })
    isThere = true
    expect(await read(commits[2]!, commits[3]!)).toEqual({ events: ['sync', 'delete', 'create'], faults: [] })
  })

  test('of no more accounts are remembered than is allowed', async () => {
    const asked: string[] = []
    const read = check({ resolveKey: (did) => (asked.push(did), resolveKey(did)), cacheSize: 1 })
    await read(commits[0]!, commits[1]!, commits[4]!, commits[2]!)
    expect(asked).toEqual([client.me.did, other.me.did, client.me.did])
  })

  test('are not looked for at hosts that are not public', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch')
    const document = documentResolver({ plcUrl: network.plc.url })
    for (const did of ['did:web:localhost%3A41137', 'did:web:127.0.0.1', 'did:web:router.local']) {
      await expect(document(did, {})).rejects.toMatchObject({ name: 'IdentityError' })
    }
    expect(fetch).not.toHaveBeenCalled()
    fetch.mockRestore()
  })
})

describe('a repository that is fetched', () => {
  test('gives its records after the sync event, and what the stream says of them is left out', async () => {
    const read = check({ fetchRepositories: true })
    const { events, faults } = await read(commits[0]!, commits[2]!, commits[3]!)
    expect(faults).toEqual(['gap'])
    // `lastSeq` wrote one note; two of 30 are deleted; a post and a note came.
    expect(events).toEqual([...CREATES, 'sync', ...Array.from({ length: 31 }, () => 'create')])
    await client.dev.typefed.example.note.create({ text: 'next', createdAt })
    const stream = client.subscribe<Commit>(subscribeRepos, { cursor: commits[4]!.seq })
    const all = await takeUntil(stream, (messages) => messages.at(-1)?.repo === client.me.did)
    expect(await read(all.at(-1)!)).toEqual({ events: ['create'], faults: [] })
  })

  test.each<[string, VerifyOptions, RegExp]>([
    ['is not public', { allowLocal: false }, /is not asked/],
    ['sends too much', { maxRepositoryBytes: 1_000 }, /more than 1000 bytes/],
  ])('is reported if its server %s', async (_, options, reason) => {
    const read = verifier({ fetchRepositories: true, ...options })
    await read(commits[0]!)
    const { reasons, ...outcome } = await read(commits[2]!)
    expect(outcome).toEqual({ events: ['sync', 'delete'], faults: ['gap', 'unproven'] })
    expect(reasons[1]).toMatch(reason)
  })
})

test('a firehose that verifies gives what holds, and reports what does not', async () => {
  const cursor = (commits[0]?.seq ?? 0) - 1
  const errors: Error[] = []
  const stream = client.firehose({
    cursor,
    onError: (error) => void errors.push(error),
    // One account's key is not found.
    verify: {
      resolveKey: (did) => (did === client.me.did ? Promise.reject(new Error('gone')) : resolveKey(did)),
    },
  })
  const [sync, event] = await takeUntil(stream, ({ length }) => length === 2)
  expect(sync).toMatchObject({ kind: 'sync', did: client.me.did, rev: commits[0]?.rev, tooBig: false })
  expect(event).toMatchObject({ did: other.me.did, record: { text: 'another' } })
  expect(new Set(errors.map(({ name }) => name))).toEqual(new Set(['VerificationError']))
})
