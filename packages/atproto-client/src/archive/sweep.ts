import { isNetworkError, isResponseError, StreamError } from '@typefed/core'
import { notify, wait } from '@typefed/core/internal'
import {
  planSnapshot,
  type PlanSnapshotInput,
  type PlanSnapshotOutput,
} from '../generated/lexicons/network.bsky.jetstream.planSnapshot.ts'
import type { XrpcClient } from '../xrpc-client.ts'
import { collectionFilter } from '../streaming/firehose/collections.ts'
import { download } from './download.ts'
import { type Row, readRows } from './rows.ts'
import { type AnyArchiveEvent, kindOfRow, toEvent } from './to-event.ts'

/** Takes zstd off a block. */
export type Decompress = (block: Uint8Array) => Uint8Array | Promise<Uint8Array>

export interface SweepOptions {
  readonly filter: Pick<PlanSnapshotInput, 'kinds' | 'dids' | 'collections'>
  readonly decompress: Decompress
  /** Whether an event is handed on: its record fits. */
  readonly isRight: (event: AnyArchiveEvent) => boolean
  /** Receives what could not be read, and was left out. */
  readonly onError: (error: Error) => void
  /** Receives each plan. */
  readonly onPlan?: ((plan: PlanSnapshotOutput) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Attempts of a plan, and milliseconds before the second one. */
const MAX_ATTEMPTS = 5
const DELAY = 500

/**
 * Reads the archive after one number, up to another or to what is its end when it begins. Returns the last number that was
 * looked at. Every event comes once, in order.
 *
 * Throws ResponseError or NetworkError if the server does not go on, StreamError if its plans do not.
 */
export async function* sweep(
  client: XrpcClient,
  afterSeq: number,
  beforeSeq: number | undefined,
  options: SweepOptions,
): AsyncGenerator<AnyArchiveEvent, number> {
  const reading = { ...options, isWanted: rowFilter(options.filter) }
  let after = afterSeq
  let last = afterSeq
  let end = beforeSeq ?? Infinity
  while (after < end) {
    const range = { afterSeq: after, ...(end < Infinity && { beforeSeq: end }) }
    const plan = await makePlan(client, { ...options.filter, ...range }, options.signal)
    notify(options.onPlan, plan)
    // What is sealed while the archive is read is for the next reading.
    end = Math.min(end, plan.sealedTipSeq)
    const through = Math.min(plan.plannedThroughSeq, end)
    for (const segment of plan.segments) {
      for await (const block of download(client, segment, options.signal)) {
        for await (const event of readBlock(block, segment.name, [last, through], reading)) {
          last = event.seq
          if (options.isRight(event)) yield event
        }
      }
    }
    if (through <= after && through < end)
      throw new StreamError(`${planSnapshot.name}: the plan ends at ${through}, where it began`)
    after = through
  }
  return Math.max(end, afterSeq)
}

/** The events of a block that are wanted. A block that cannot be read is reported, and left out. */
async function* readBlock(
  block: Uint8Array,
  name: string,
  [after, through]: readonly [number, number],
  { decompress, isWanted, onError }: SweepOptions & { isWanted: (row: Row) => boolean },
): AsyncGenerator<AnyArchiveEvent, void> {
  let rows: Row[]
  try {
    rows = readRows(await decompress(block))
  } catch (cause) {
    notify(onError, new StreamError(`${name}: a block that cannot be read`, { cause }))
    return
  }
  // A plan names more than is wanted.
  for (const row of rows) {
    if (row.seq <= after || row.seq > through || !isWanted(row)) continue
    try {
      const event = await toEvent(row)
      if (event) yield event
    } catch (cause) {
      notify(onError, new StreamError(`${name}: the event ${row.seq} cannot be read`, { cause }))
    }
  }
}

function rowFilter({ kinds, dids, collections }: SweepOptions['filter']): (row: Row) => boolean {
  const accounts = dids?.length ? new Set(dids) : undefined
  const wants = collectionFilter(collections?.length ? collections : undefined)
  return (row) => {
    const kind = kindOfRow(row)
    if (!kind || (kinds?.length && !kinds.includes(kind)) || (accounts && !accounts.has(row.did)))
      return false
    return kind !== 'commit' || wants(row.collection)
  }
}

/** Asks for a plan, again while the server is not ready: it changes nothing there. */
async function makePlan(
  client: XrpcClient,
  input: PlanSnapshotInput,
  signal: AbortSignal | undefined,
): Promise<PlanSnapshotOutput> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.call(planSnapshot, input, signal && { signal })
    } catch (error) {
      const mayPass = isNetworkError(error) || (isResponseError(error) && error.status >= 500)
      if (!mayPass || attempt >= MAX_ATTEMPTS) throw error
      await wait(DELAY * 2 ** (attempt - 1), signal)
    }
  }
}
