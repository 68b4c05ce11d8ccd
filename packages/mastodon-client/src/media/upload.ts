import { isNotFoundError, isUnsupportedVersionError, TimeoutError } from '@typefed/core'
import { orAbort, readSources, wait } from '@typefed/core/internal'
import type { CallOptions } from '@typefed/core/rest'
import {
  getMedia,
  uploadMedia as upload,
  type UploadMediaBody,
  uploadMediaV1,
} from '../generated/operations/media.ts'
import type { MediaAttachment } from '../generated/schemas/MediaAttachment.ts'
import type { AnyVersion, Floor } from '../version/since.ts'
import type { RestClient } from '../rest-client.ts'

export interface UploadOptions extends CallOptions {
  /** Milliseconds until the file must be there and processed. 0: no limit. Default: 300,000. */
  timeout?: number
  /** Milliseconds before the server is first asked whether it has processed the file; then more and more. Default: 500. */
  pollInterval?: number
}

const DEFAULT_TIMEOUT = 300_000
const MAX_INTERVAL = 10_000
const GROWTH = 1.5

/**
 * Uploads a file and waits until the server has processed it, so that a post can have it. Where the server answers at once
 * that it has, there is no wait.
 *
 * Throws as a call does; TimeoutError if it is not processed in time; ResponseError (422) if the server cannot process it.
 */
export async function uploadMedia<V extends Floor = AnyVersion>(
  client: RestClient<V>,
  body: UploadMediaBody,
  options: UploadOptions = {},
): Promise<MediaAttachment<V>> {
  const { timeout = DEFAULT_TIMEOUT, pollInterval = 500, signal: given, onResponse, ...rest } = options
  const deadline = timeout > 0 ? AbortSignal.timeout(Math.min(timeout, 2_147_483_647)) : undefined
  const signal = AbortSignal.any([given, deadline].filter((signal) => signal !== undefined))
  const last = { status: 0 }
  const callOptions: CallOptions = {
    ...rest,
    signal,
    timeout: 0,
    onResponse: (response) => {
      last.status = response.status
      onResponse?.(response)
    },
  }
  try {
    // A stream can be read once, and there may be two uploads.
    const ready = (await orAbort(readSources(body), signal)) as UploadMediaBody
    let media = await send(client, ready, callOptions)
    for (
      let interval = pollInterval;
      last.status !== 200;
      interval = Math.min(MAX_INTERVAL, interval * GROWTH)
    ) {
      await wait(interval, signal)
      media = await client.call(getMedia, { ...callOptions, path: { id: media.id } })
    }
    return media as MediaAttachment<V>
  } catch (error) {
    throw deadline?.aborted && error === deadline.reason ? new TimeoutError('uploadMedia', timeout) : error
  }
}

/** Uploads the way that came with 3.1.3, and the older way to a server that does not know it. */
async function send<V extends Floor>(
  client: RestClient<V>,
  body: UploadMediaBody,
  options: CallOptions,
): Promise<MediaAttachment> {
  try {
    return await client.call(upload, { ...options, body })
  } catch (error) {
    if (!isNotFoundError(error) && !isUnsupportedVersionError(error)) throw error
    return client.call(uploadMediaV1, { ...options, body })
  }
}
