import { encode, toBytes } from '@atcute/cbor'
import { create, toCidLink } from '@atcute/cid'
import { expect, test } from 'vitest'
import type { SubscribeReposCommit } from '../../generated/lexicons/com.atproto.sync.subscribeRepos.ts'
import { collectionFilter } from './collections.ts'
import { readOperations } from './operations.ts'

const CODEC = 0x71
const bytesOf = (value: unknown) => encode(value) as Uint8Array<ArrayBuffer>
const cidOf = (value: unknown) => create(CODEC, bytesOf(value))
const linkOf = async (value: unknown) => toCidLink(await cidOf(value))

/** A CAR file of these values. */
async function car(...values: unknown[]): Promise<Uint8Array<ArrayBuffer>> {
  const header = bytesOf({ version: 1, roots: [await linkOf(values[0])] })
  const blocks = await Promise.all(
    values.map(async (value) => [(await cidOf(value)).bytes, bytesOf(value)] as const),
  )
  const parts = blocks.flatMap(([cid, bytes]) => [length(cid.length + bytes.length), cid, bytes])
  return Uint8Array.from([length(header.length), header, ...parts].flatMap((part) => [...part]))
}

/** An unsigned LEB128 of at most two bytes. */
function length(value: number): Uint8Array {
  return value < 128 ? Uint8Array.of(value) : Uint8Array.of((value % 128) + 128, value >> 7)
}

const NOTE = { $type: 'com.example.note', text: 'a' }

/** The events of one operation, and what was told of it. */
async function read(
  operation: Partial<SubscribeReposCommit['ops'][number]>,
  blocks: Uint8Array<ArrayBuffer>,
  patterns?: string[],
) {
  const op = { action: 'create', path: 'com.example.note/1', cid: await linkOf(NOTE), ...operation }
  const commit = { repo: 'did:plc:a', rev: '3k', seq: 1, time: 't', ops: [op], blocks: toBytes(blocks) }
  const errors: Error[] = []
  const options = {
    wants: collectionFilter(patterns),
    isRight: () => true,
    onError: (error: Error) => void errors.push(error),
  }
  const events = [...readOperations(commit as unknown as SubscribeReposCommit, options)]
  return { events, errors }
}

test('a record is found among the blocks by its link', async () => {
  const { events, errors } = await read({}, await car({ other: 1 }, NOTE))
  expect(events).toMatchObject([{ action: 'create', uri: 'at://did:plc:a/com.example.note/1', record: NOTE }])
  expect(errors).toEqual([])
})

test.each<[string, () => Promise<Uint8Array<ArrayBuffer>>, object]>([
  ['is not among the blocks', () => car({ other: 1 }), {}],
  ['is among blocks that are no CAR file', async () => Uint8Array.of(1, 2, 3), {}],
  ['is cut off', async () => (await car(NOTE)).slice(0, -1), {}],
])('a record that %s is told of, and left out', async (_, blocks, operation) => {
  const { events, errors } = await read(operation, await blocks())
  expect(events).toEqual([])
  expect(errors).toMatchObject([
    { name: 'StreamError', message: 'at://did:plc:a/com.example.note/1: the record cannot be read' },
  ])
})

test('a record that is no map is told of, and left out', async () => {
  const { events, errors } = await read({ cid: await linkOf(7) }, await car(7))
  expect([events.length, errors.length]).toEqual([0, 1])
})

test('blocks are not looked into for a deletion, or for what is not wanted', async () => {
  const broken = Uint8Array.of(1)
  expect((await read({ action: 'delete', cid: null }, broken)).events).toMatchObject([{ action: 'delete' }])
  expect(await read({}, broken, ['com.example.other', 'com.exam.*'])).toEqual({ events: [], errors: [] })
  expect((await read({}, broken, ['com.example.*'])).errors).toHaveLength(1)
})
