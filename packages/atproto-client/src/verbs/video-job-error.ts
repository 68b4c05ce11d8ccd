import { TypefedError } from '@typefed/core'
import type { JobStatus } from '../generated/lexicons/app.bsky.video.defs.ts'

/** The video service could not process a file. */
export class VideoJobError extends TypefedError {
  override readonly name = 'VideoJobError'
  /** What the service said last of the job. */
  readonly job: JobStatus

  constructor(job: JobStatus) {
    const reason = [job.failureCode ?? job.error, job.message].filter(Boolean).join(': ')
    super(`sendVideo: the video service gave up: ${reason || job.state}`)
    this.job = job
  }
}

export function isVideoJobError(error: unknown): error is VideoJobError {
  return error instanceof VideoJobError
}
