import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import { note } from '../../src/generated/lexicons/dev.typefed.example.note.ts'
import {
  type SubscribeReposCommit,
  subscribeRepos,
} from '../../src/generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { type AtprotoClient, Writes } from '../../src/index.ts'
import { commitVerifier } from '../../src/streaming/firehose/verify/commit-verifier.ts'
import { didKeyResolver } from '../../src/streaming/firehose/verify/resolve-key.ts'
import { isVerificationError } from '../../src/streaming/index.ts'
import { logIn } from '../support.ts'
import { createdAt, lastSeq, notes, takeUntil } from './support.ts'

let network: AtprotoNetwork
let client: AtprotoClient
let other: AtprotoClient
/** A commit of some creations, one of a creation, an update and a deletion, one of the other account. */
let commits: SubscribeReposCommit[]

beforeAll(async () => {
  network = await startAtprotoNetwork()
  client = await logIn(network, await network.createAccount())
  other = await logIn(network, await network.createAccount())
  const cursor = await lastSeq(client)
  const { results } = await notes(30).apply(client)
  const [first, second] = results.map(({ uri }) => uri)
  await new Writes()
    .create(post, { text: 'new', createdAt })
    .update(note, { text: 'changed', createdAt }, { rkey: first?.split('/').at(-1) ?? '' })
    .delete(note, { uri: second ?? '' })
    .apply(client)
  await other.app.bsky.feed.post.create({ text: 'another', createdAt })
  const stream = client.subscribe<SubscribeReposCommit>(subscribeRepos, { cursor })
  commits = await takeUntil(stream, ({ length }) => length === 3)
}, 60_000)
afterAll(() => network.close())

const verifier = () => commitVerifier({ plcUrl: network.plc.url })

/** What is wrong with a commit of the list once it was changed. */
async function faultOf(
  index: number,
  change: (commit: SubscribeReposCommit) => Partial<SubscribeReposCommit>,
) {
  const commit = commits[index] as SubscribeReposCommit
  const error = await verifier()({ ...commit, ...change(commit) })
  return error?.message.replace(/^commit \d+ of \S+: /, '')
}

describe('a commit of the real server', () => {
  test.each([0, 1, 2])('number %i holds', async (index) => {
    expect(await faultOf(index, () => ({}))).toBeUndefined()
  })

  test('holds without what older servers leave out', async () => {
    const { prevData: _, ...older } = commits[1] as SubscribeReposCommit
    expect(await verifier()(older)).toBeUndefined()
  })

  test.each<[string, string, (commit: SubscribeReposCommit) => Partial<SubscribeReposCommit>]>([
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
      'the tree holds something else',
      ({ ops: [first, ...rest] }) => ({ ops: [{ ...first!, action: 'delete', cid: null }, ...rest] }),
    ],
    ['it is said to be of another account', 'it is of another repository', () => ({ repo: other.me.did })],
    ['it is said to be of another revision', 'it is of another revision', () => ({ rev: '3kabcdefghijk' })],
    [
      'its blocks are those of another',
      'the commit itself is not among the blocks',
      () => ({ blocks: commits[2]!.blocks }),
    ],
    [
      'it is said to follow another tree',
      'the operations do not lead back',
      () => ({ prevData: commits[2]!.prevData! }),
    ],
    ['a byte of a block differs', '', ({ blocks }) => ({ blocks: flipLastByte(blocks) })],
  ])('does not hold if %s', async (_, fault, change) => {
    const found = await faultOf(0, change)
    expect(found).toBeDefined()
    expect(found).toContain(fault)
  })

  test('does not hold if another key signed it', async () => {
    const resolveKey = () => didKeyResolver(network.plc.url)(other.me.did, {})
    const error = await commitVerifier({ resolveKey })(commits[0] as SubscribeReposCommit)
    expect(isVerificationError(error)).toBe(true)
    expect(error).toMatchObject({ did: client.me.did, seq: commits[0]?.seq })
    expect(error?.message).toContain('the signature is not of the account’s key')
  })
})

function flipLastByte({ $bytes }: SubscribeReposCommit['blocks']): SubscribeReposCommit['blocks'] {
  const last = $bytes.at(-1) === 'A' ? 'w' : 'A'
  return { $bytes: $bytes.slice(0, -1) + last }
}

describe('keys', () => {
  test('are looked up once an account, and again when a signature is not of the key that is remembered', async () => {
    const real = didKeyResolver(network.plc.url)
    const asked: string[] = []
    let isOld = true
    const verify = commitVerifier({
      resolveKey: (did) => {
        asked.push(did)
        return real(isOld ? other.me.did : did, {})
      },
    })
    const [first, second] = commits as [SubscribeReposCommit, SubscribeReposCommit]
    expect(await verify(first)).toBeDefined()
    isOld = false
    expect(await verify(first)).toBeUndefined()
    expect(await verify(second)).toBeUndefined()
    expect(asked).toEqual([client.me.did, client.me.did])
  })

  test('that cannot be had leave the commit out', async () => {
    const resolveKey = () => Promise.reject(new Error('no directory'))
    expect((await commitVerifier({ resolveKey })(commits[0] as SubscribeReposCommit))?.message).toContain(
      'no directory',
    )
  })

  test('of no more accounts are remembered than is allowed', async () => {
    const asked: string[] = []
    const real = didKeyResolver(network.plc.url)
    const resolveKey = (did: string) => (asked.push(did), real(did, {}))
    const verify = commitVerifier({ resolveKey, cacheSize: 1 })
    for (const index of [0, 1, 2, 0]) await verify(commits[index] as SubscribeReposCommit)
    expect(asked).toEqual([client.me.did, other.me.did, client.me.did])
  })
})

test('a firehose that verifies gives what holds, and reports what does not', async () => {
  const cursor = (commits[0]?.seq ?? 0) - 1
  const errors: Error[] = []
  const real = didKeyResolver(network.plc.url)
  const stream = client.firehose({
    cursor,
    onError: (error) => void errors.push(error),
    // One account's key is not found.
    verify: {
      resolveKey: (did) => (did === client.me.did ? Promise.reject(new Error('gone')) : real(did, {})),
    },
  })
  const [event] = await takeUntil(stream, ({ length }) => length === 1)
  expect(event).toMatchObject({ did: other.me.did, record: { text: 'another' } })
  expect(errors.map(({ name }) => name)).toEqual(['VerificationError', 'VerificationError'])
})
