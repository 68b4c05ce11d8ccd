import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Filter, matches, refusalOf, type StoredEvent } from './event.ts'
import { type SegmentFile, writeSegment } from './segment-file.ts'

interface PlanInput extends Filter {
  readonly afterSeq?: number
  readonly beforeSeq?: number
}

/** The complete files of a server, and the calls that read them. */
export class Archive {
  readonly #files: SegmentFile[] = []
  readonly #blockSize: number
  /** Entries of a plan; the next plan has the others. */
  maxEntries: number = Infinity

  constructor(blockSize: number) {
    this.#blockSize = blockSize
  }

  /** The last number of the archive; 0 for an empty one. */
  get sealedTip(): number {
    return this.#files.at(-1)?.events.at(-1)?.seq ?? 0
  }

  seal(events: readonly StoredEvent[]): void {
    this.#files.push(writeSegment(this.#files.length, events, { blockSize: this.#blockSize }))
  }

  /** Writes all files again, without the events that `isKept` says are not: what compaction does. */
  rewrite(isKept: (event: StoredEvent) => boolean): void {
    for (const [index, { events, bytes }] of this.#files.entries()) {
      const version = (bytes.at(-1) ?? 0) + 1
      this.#files[index] = writeSegment(index, events.filter(isKept), { blockSize: this.#blockSize, version })
    }
  }

  plan(input: PlanInput): { status: number; body: object } {
    const { afterSeq = 0, beforeSeq = Infinity } = input
    const reason =
      refusalOf(input) ?? (beforeSeq <= afterSeq ? 'beforeSeq must be above afterSeq' : undefined)
    if (reason) return { status: 400, body: { error: 'InvalidRequest', message: reason } }
    const tip = this.sealedTip
    const until = Math.min(beforeSeq, tip)
    const segments: object[] = []
    let through = Math.max(until, Math.min(afterSeq, tip))
    for (const { events, blocks, name, index, checksum } of this.#files) {
      const [min, max] = [events[0]?.seq ?? 0, events.at(-1)?.seq ?? 0]
      if (max <= afterSeq || min > until) continue
      if (segments.length >= this.maxEntries) {
        through = min - 1
        break
      }
      // A block is named if anything in it may match: more than is asked for, never less.
      const wanted = blocks.flatMap((block, i) =>
        block.events.some((event) => matches(input, event)) ? [i] : [],
      )
      const base = { name, index, checksum, minSeq: min, maxSeq: max }
      if (wanted.length === blocks.length) segments.push({ ...base, mode: 'segment' })
      else if (wanted.length > 0)
        segments.push({ ...base, mode: 'blocks', blocks: wanted.map((i) => ({ first: i, last: i })) })
    }
    const stats = {
      segmentsExamined: this.#files.length,
      segmentsMatched: segments.length,
      blocksMatched: 0,
      entries: segments.length,
    }
    return { status: 200, body: { plannedThroughSeq: through, sealedTipSeq: tip, segments, stats } }
  }

  /** Sends a file, or the part of it that is asked for, if it is still the same. */
  sendSegment(name: string | null, request: IncomingMessage, response: ServerResponse, cutAt?: number): void {
    const file = this.#files.find((one) => one.name === name)
    if (!file) return sendError(response, 404, 'SegmentNotFound')
    const etag = `"${file.checksum}"`
    const { range, 'if-range': ifRange } = request.headers
    const offset = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const isPart = offset > 0 && ifRange === etag
    if (isPart && offset >= file.bytes.length) return void response.writeHead(416, { etag }).end()
    const bytes = isPart ? file.bytes.subarray(offset) : file.bytes
    response.writeHead(isPart ? 206 : 200, {
      etag,
      'content-type': 'application/octet-stream',
      'content-length': bytes.length,
      ...(isPart && { 'content-range': `bytes ${offset}-${file.bytes.length - 1}/${file.bytes.length}` }),
    })
    if (cutAt === undefined) return void response.end(bytes)
    response.write(bytes.subarray(0, cutAt), () => setTimeout(() => response.destroy(), 20))
  }

  sendBlock(params: URLSearchParams, response: ServerResponse): void {
    const file = this.#files.find(({ name }) => name === params.get('segment'))
    const block = file?.blocks[Number(params.get('blockIndex'))]
    if (!file || !block) return sendError(response, 404, file ? 'BlockNotFound' : 'SegmentNotFound')
    const etag = `"${file.checksum}:${params.get('blockIndex')}"`
    response.writeHead(200, { etag, 'content-type': 'application/octet-stream' }).end(block.frame)
  }
}

export function sendError(response: ServerResponse, status: number, error: string, message = error): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error, message }))
}
