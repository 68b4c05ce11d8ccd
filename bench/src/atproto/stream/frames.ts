import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { encode, toBytes } from '@atcute/cbor'
import { fromBench } from '../../paths.ts'
import { Random } from '../body/random.ts'
import { type RecordedCommit, Repository } from './repository.ts'

const REPOSITORIES = 10
const COMMITS_EACH = 100
/** Of a hundred frames, those that tell of an account or an identity. */
const OTHERS = 2
/** Large enough to be written in four bytes from the first frame to the last. */
const FIRST_SEQ = 1_000_000_000

const FILE = fromBench('generated/atproto-frames.json')

interface Recorded {
  /** The signing keys, by DID. */
  readonly keys: Readonly<Record<string, string>>
  /** In base64. */
  readonly frames: readonly string[]
}

/** Records what a server would send of some repositories that are written to in turn. */
export async function writeFrames(): Promise<void> {
  const random = new Random(7)
  const repositories: Repository[] = []
  for (let i = 0; i < REPOSITORIES; i++) repositories.push(await Repository.create(random))
  const frames: Uint8Array[] = []
  for (let i = 0; i < COMMITS_EACH; i++) {
    for (const repository of repositories) {
      frames.push(commitFrame(await repository.commit(), random))
      if (random.chance(OTHERS)) frames.push(otherFrame(repository.did, random))
    }
  }
  const recorded: Recorded = {
    keys: Object.fromEntries(repositories.map(({ did, signingKey }) => [did, signingKey])),
    frames: frames.map((frame) => Buffer.from(frame).toString('base64')),
  }
  await mkdir(dirname(FILE), { recursive: true })
  await writeFile(FILE, JSON.stringify(recorded))
}

async function readRecorded(): Promise<Recorded> {
  return JSON.parse(await readFile(FILE, 'utf8')) as Recorded
}

/** The key that an account signs with. */
export async function signingKeys(): Promise<ReadonlyMap<string, string>> {
  return new Map(Object.entries((await readRecorded()).keys))
}

/** The recorded frames over and over, each with the number that follows. */
export async function numberedFrames(): Promise<(index: number) => Uint8Array> {
  const recorded = (await readRecorded()).frames.map((frame) => Buffer.from(frame, 'base64'))
  const places = recorded.map((frame) => frame.indexOf(SEQ) + SEQ.length)
  return (index) => {
    const turn = index % recorded.length
    const frame = Buffer.from(recorded[turn] as Buffer)
    frame.writeUInt32BE(FIRST_SEQ + index, places[turn] as number)
    return frame
  }
}

/** The key `seq`, and that a number of four bytes follows. */
const SEQ = Buffer.from([0x63, ...Buffer.from('seq'), 0x1a])

function commitFrame({ ops, commit, prevData, blocks, ...rest }: RecordedCommit, random: Random): Uint8Array {
  return frame('#commit', {
    ...rest,
    ops: ops.map(({ action, path, cid, prev }) => ({
      action,
      path,
      cid: cid && link(cid),
      ...(prev !== undefined && { prev: link(prev) }),
    })),
    commit: link(commit),
    prevData: link(prevData),
    blocks: toBytes(blocks as Uint8Array<ArrayBuffer>),
    blobs: [],
    rebase: false,
    tooBig: false,
    time: random.datetime(),
  })
}

function otherFrame(did: string, random: Random): Uint8Array {
  return random.chance(50)
    ? frame('#identity', { did, time: random.datetime(), handle: 'alice.example' })
    : frame('#account', { did, time: random.datetime(), active: true })
}

function frame(type: string, body: object): Uint8Array {
  return Buffer.concat([encode({ op: 1, t: type }), encode({ ...body, seq: FIRST_SEQ })])
}

function link(cid: string): { $link: string } {
  return { $link: cid }
}
