import { type ApiResponse, isResponseError, NetworkError, ResponseError } from '@typefed/core'
import { wait } from '@typefed/core/internal'
import { getBlock } from '../generated/lexicons/network.bsky.jetstream.getBlock.ts'
import { getSegment } from '../generated/lexicons/network.bsky.jetstream.getSegment.ts'
import type { PlanSnapshotSegment } from '../generated/lexicons/network.bsky.jetstream.planSnapshot.ts'
import type { XrpcClient } from '../xrpc-client.ts'
import { readBlocks } from './segment.ts'

/** Attempts to go on with a file whose download ends early, one after the other without progress. */
const MAX_ATTEMPTS = 5
/** Milliseconds before the second attempt, doubled for each next. */
const DELAY = 250
/** Bytes. A block of more is no block. */
const MAX_BLOCK = 268_435_456

/**
 * Downloads the blocks of an entry of a plan, compressed, as they come in. A download that breaks off goes on where it was; a
 * file that the server has replaced meanwhile is begun again, so rows may come twice.
 *
 * Throws NetworkError when it gets no further, ResponseError for a refusal, a RangeError for what is no file of the archive.
 */
export async function* download(
  client: XrpcClient,
  { name, mode, blocks }: PlanSnapshotSegment,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, void> {
  const options = signal && { signal }
  if (mode !== 'blocks' || !blocks) return yield* downloadFile(client, name, signal)
  for (const { first, last } of blocks) {
    for (let blockIndex = first; blockIndex <= last; blockIndex++) {
      const response = await client.call(getBlock, { segment: name, blockIndex }, options)
      if (Number(response.headers.get('content-length')) > MAX_BLOCK)
        throw new NetworkError(`${getBlock.name}: a block of more than ${MAX_BLOCK} bytes`)
      yield new Uint8Array(await response.arrayBuffer())
    }
  }
}

async function* downloadFile(
  client: XrpcClient,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const at = { offset: 0, footerAt: 0 }
  let version: string | null = null
  for (let attempt = 1; ; attempt++) {
    const before = at.offset
    try {
      const { headers, status, data } = await request(client, name, at.offset, version, signal)
      const current = headers.get('etag')
      // Bytes of two versions of a file must not be mixed.
      if (status !== 206 || current === null || current !== version) at.offset = 0
      version = current
      for await (const { frame } of readBlocks(chunksOf(data), at)) {
        attempt = 0
        yield frame
      }
      return
    } catch (error) {
      if (isResponseError(error) && error.status === 416) version = null
      else if (
        error instanceof ResponseError ||
        signal?.aborted ||
        (error instanceof RangeError && at.offset === 0)
      )
        throw error
      if (attempt >= MAX_ATTEMPTS) {
        throw new NetworkError(`${getSegment.name}: ${name} came to ${before} bytes, and no further`, {
          cause: error,
        })
      }
      await wait(DELAY * 2 ** Math.max(attempt - 1, 0), signal)
    }
  }
}

function request(
  client: XrpcClient,
  name: string,
  offset: number,
  version: string | null,
  signal: AbortSignal | undefined,
): Promise<ApiResponse<Response>> {
  const headers: Record<string, string> =
    offset > 0 && version !== null ? { range: `bytes=${offset}-`, 'if-range': version } : {}
  return client.withResponse(getSegment, { name }, { headers, ...(signal && { signal }) })
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array, void> {
  const reader = body?.getReader()
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value
  } finally {
    await reader?.cancel().catch(() => {})
  }
}
