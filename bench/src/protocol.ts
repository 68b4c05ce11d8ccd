import { existsSync } from 'node:fs'
import { fromBench } from './paths.ts'
import type { Notes, Row } from './row.ts'
import type { Generate, TypefedGenerator } from './typefed-generator.ts'

/** One of the two halves of the bench: who is measured there, with what, and what ours should reach. */
export interface Protocol<Id extends string = string> {
  /** What `--protocol` knows it by, and its folder. */
  readonly id: string
  readonly title: string
  /** In the order of the columns, ours first. */
  readonly peers: readonly Peer<Id>[]
  /** Files, from the root of the repository, that are only there after a build. */
  readonly built: readonly string[]
  /** Makes what the programs of the peers import, unless it is there. */
  prepare(say: (what: string) => void): Promise<void>
  readonly importTime: Line<Id>
  readonly bundles: readonly Bundle<Id>[]
  readonly typeCheck: {
    readonly what: string
    /** Instantiations. */
    readonly target: number
    readonly notes?: Notes<Id>
  }
  readonly validation: readonly ValidationLine<Id>[]
  /** Notes on the rows that `workers/probe.ts` makes, by their labels. */
  readonly probeNotes: Readonly<Record<string, Notes<Id>>>
  readonly endToEnd: readonly EndToEndProgram<Id>[]
  /** What is found in the texts of posts, where a client does such a thing. */
  readonly detection?: Detection<Id>
  /** What follows a stream of the frames that its `stream` folder has recorded. */
  readonly streams?: Streams<Id>
  readonly generation: Generation<Id>
}

export interface Peer<Id extends string = string> {
  readonly id: Id
  /** The head of its column. */
  readonly title: string
  /** Everything it has to offer, as packages; empty if it has no packages of its own. */
  readonly packages: readonly string[]
}

/** What a row says but for its figures. */
export interface Line<Id extends string = string> extends Omit<Row, 'cells' | 'notes'> {
  readonly notes?: Notes<Id>
}

export interface Program<Id extends string = string> extends Line<Id> {
  /** Its file in the folder of a peer, without `.ts`. */
  readonly program: string
}

export interface Bundle<Id extends string = string> extends Program<Id> {
  /** Counts what an app loads at its start if its code is split, not what it loads when that is needed. */
  readonly atStart?: true
}

export interface EndToEndProgram<Id extends string = string> extends Program<Id> {
  /** Which of the workload's `byHand` does the same. */
  readonly task: string
}

export interface ValidationLine<Id extends string = string> extends Line<Id> {
  readonly mode: 'strict' | 'lenient'
  /** Default: all that have a `validation.ts`. */
  readonly peers?: readonly Id[]
  /** Whether the row counts the parsing too, from text to checked value. */
  readonly fromText?: boolean
}

export interface Detection<Id extends string = string> {
  /** Whose answers are right by definition, and whose time is 1. */
  readonly official: Id
  readonly time: Line<Id>
  readonly agreement: Line<Id>
}

export interface Streams<Id extends string = string> {
  readonly reading: readonly StreamProgram<Id>[]
  /** Whose programs are looked at when their connections were lost. */
  readonly recovery: { readonly program: string; readonly peers: readonly Id[]; readonly notes?: Notes<Id> }
}

export interface StreamProgram<Id extends string = string> extends Omit<Program<Id>, 'target'> {
  /** Microseconds of CPU for a frame. */
  readonly target?: number
}

export interface Generation<Id extends string = string> {
  readonly label: string
  /** Seconds. */
  readonly target: number
  readonly notes?: Notes<Id>
  prepare(): Promise<void>
  readonly typefed: TypefedGenerator
  readonly peers: { readonly [peer in Id]?: Generate }
  /** Those that take minutes, which one turn tells enough of. */
  readonly slow?: { readonly [peer in Id]?: Generate }
}

/** The file of one of a peer's programs. */
export function programOf(protocol: Protocol, peer: Peer, program: string): string {
  return fromBench(`src/${protocol.id}/peers/${peer.id}/${program}.ts`)
}

/** The peers that have a program. */
export function peersWith(protocol: Protocol, program: string): Peer[] {
  return protocol.peers.filter((peer) => existsSync(programOf(protocol, peer, program)))
}
