import {
  type CallOptions,
  type FetchHandler,
  isNetworkError,
  isResponseError,
  isTimeoutError,
  TimeoutError,
} from '@typefed/core'
import { type CallableEndpoint, wait } from '@typefed/core/internal'
import { type BinaryBody, type BlobRef, type ParamOptions, procedure, unknown } from '@typefed/core/lexicon'
import type { JobStatus } from '../generated/lexicons/app.bsky.video.defs.ts'
import { getJobStatus } from '../generated/lexicons/app.bsky.video.getJobStatus.ts'
import { describeServer } from '../generated/lexicons/com.atproto.server.describeServer.ts'
import { getServiceAuth } from '../generated/lexicons/com.atproto.server.getServiceAuth.ts'
import { type Caller, requireDid } from '../caller.ts'
import { XrpcClient } from '../xrpc-client.ts'
import { VideoJobError } from './video-job-error.ts'

export interface VideoServiceOptions {
  /** The URL of the video service; `false` to do without. Default: `https://video.bsky.app`. */
  videoService?: string | false
  /** Is told how the service comes on, each time it is asked. */
  onProgress?: (job: JobStatus) => void
  /** Milliseconds until the video must be there and processed. 0: no limit. Default: 600,000. */
  timeout?: number
  /** Milliseconds before the service is first asked whether it is done; then more and more. Default: 1,000. */
  pollInterval?: number
  /** Sends requests to the video service. Default: the global `fetch`. */
  fetch?: FetchHandler
}

const DEFAULT_SERVICE = 'https://video.bsky.app'
const DEFAULT_TIMEOUT = 600_000
/** Seconds. The service hands the result to the account's server with the same token. */
const TOKEN_LIFETIME = 1_800
const MAX_INTERVAL = 10_000
const GROWTH = 1.5
/** So many times in a row the service may fail to answer how a job stands. */
const MAX_FAILURES = 5

/** `app.bsky.video.uploadVideo` as the service has it: with parameters, and without the envelope that its lexicon names. */
const uploadVideo: CallableEndpoint<
  [input: BinaryBody, options: ParamOptions<{ did: string; name: string }>],
  object
> = /*#__PURE__*/ procedure('app.bsky.video.uploadVideo', {
  body: 'video/*',
  output: /*#__PURE__*/ unknown<object>(),
})

/**
 * Has the video service process a file and put it on the account's server. Answers with its reference, `undefined` if
 * there is no video service.
 */
export async function processVideo(
  client: Caller,
  file: Blob,
  options: VideoServiceOptions & CallOptions,
): Promise<BlobRef | undefined> {
  const { videoService = DEFAULT_SERVICE, timeout = DEFAULT_TIMEOUT, fetch, signal: given } = options
  if (videoService === false) return undefined
  const deadline = timeout > 0 ? AbortSignal.timeout(timeout) : undefined
  const signal = AbortSignal.any([given, deadline].filter((signal) => signal !== undefined))
  const service = new XrpcClient({ service: videoService, timeout: 0, ...(fetch && { fetch }) })
  try {
    const job = await upload(client, service, file, signal)
    return job && (await follow(service, job, options, signal))
  } catch (error) {
    throw deadline?.aborted && error === deadline.reason ? new TimeoutError('sendVideo', timeout) : error
  }
}

async function upload(
  client: Caller,
  service: XrpcClient,
  file: Blob,
  signal: AbortSignal,
): Promise<JobStatus | undefined> {
  const did = requireDid(client, 'sendVideo')
  try {
    const { did: aud } = await client.call(describeServer, undefined, { signal })
    const exp = Math.floor(Date.now() / 1_000) + TOKEN_LIFETIME
    const lxm = 'com.atproto.repo.uploadBlob'
    const { token } = await client.call(getServiceAuth, { aud, lxm, exp }, { signal })
    const headers = { authorization: `Bearer ${token}` }
    const name = `${crypto.randomUUID()}.${file.type.split('/')[1] ?? 'mp4'}`
    return jobOf(await service.call(uploadVideo, file, { params: { did, name }, headers, signal }))
  } catch (error) {
    // A file that the service has had before is refused, with the job of that time.
    const known = isResponseError(error) && error.status === 409 ? jobOf(error.body) : undefined
    if (known) return known
    if (isAbsent(error)) return undefined
    throw error
  }
}

/** Asks until the job is done. */
async function follow(
  service: XrpcClient,
  first: JobStatus,
  { onProgress, pollInterval = 1_000 }: VideoServiceOptions,
  signal: AbortSignal,
): Promise<BlobRef> {
  let job = first
  let interval = pollInterval
  for (let failures = 0; ;) {
    onProgress?.(job)
    if (job.blob) return job.blob
    if (job.state === 'JOB_STATE_FAILED' || job.state === 'JOB_STATE_COMPLETED') throw new VideoJobError(job)
    await wait(interval, signal)
    interval = Math.min(MAX_INTERVAL, interval * GROWTH)
    try {
      const answer = await service.call(getJobStatus, { jobId: job.jobId }, { signal })
      job = answer.jobStatus
      failures = 0
    } catch (error) {
      if (!isPassing(error) || ++failures > MAX_FAILURES) throw error
    }
  }
}

/** The job in an answer, with or without its envelope. */
function jobOf(answer: unknown): JobStatus | undefined {
  const { jobStatus = answer } = (answer ?? {}) as { jobStatus?: unknown }
  const { jobId, state = 'JOB_STATE_CREATED' } = (jobStatus ?? {}) as Partial<JobStatus>
  return typeof jobId === 'string' && jobId !== '' ? { ...(jobStatus as JobStatus), jobId, state } : undefined
}

/** Whether nothing answers there, or nothing that knows of videos. */
function isAbsent(error: unknown): boolean {
  if (isResponseError(error)) return error.status === 404 || error.status === 501
  return isNetworkError(error) && !isTimeoutError(error)
}

/** Whether asking again may help. */
function isPassing(error: unknown): boolean {
  return isNetworkError(error) || (isResponseError(error) && (error.status >= 500 || error.status === 429))
}
