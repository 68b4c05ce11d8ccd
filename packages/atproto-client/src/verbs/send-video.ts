import { orAbort } from '@typefed/core/internal'
import type { BinaryBody, BlobRef } from '@typefed/core/lexicon'
import type { AspectRatio } from '../generated/lexicons/app.bsky.embed.defs.ts'
import { video as videoEmbed } from '../generated/lexicons/app.bsky.embed.video.ts'
import { type Caller, requireDid } from '../caller.ts'
import { prospect, requireFit } from './file-limits.ts'
import { wholeFile } from './mime-type.ts'
import { callOptions } from './options.ts'
import type { Postable } from './postable.ts'
import type { SendMediaOptions } from './send-images.ts'
import { sendPost } from './send-post.ts'
import type { StrongRef } from './subjects.ts'
import { uploadBlob } from './upload-blob.ts'
import { processVideo, type VideoServiceOptions } from './video-service.ts'

/** A video to post. */
export interface VideoInput {
  /** The file: at most 300,000,000 bytes; MP4, or what the video service makes one of. */
  video: BinaryBody
  /** What the video shows, for those who do not see it. */
  alt?: string
  /** Width and height in any unit. */
  aspectRatio?: AspectRatio
  /** Subtitles: files in WebVTT, at most 20,000 bytes each, at most 20. */
  captions?: readonly { lang: string; file: BinaryBody }[]
  /** `gif` for one that repeats without sound. Default: that of a video. */
  presentation?: 'default' | 'gif'
}

export interface SendVideoOptions extends SendMediaOptions, VideoServiceOptions {}

/**
 * Writes a post with a video, after the video service has processed it. Where there is no such service, the file goes to
 * the account's server as it is: that must be an MP4.
 *
 * Throws LoginRequiredError without a session, ValidationError for a file that the lexicon does not allow, both before
 * anything is uploaded; VideoJobError if the service cannot process the file; TimeoutError if it has not in time;
 * ResponseError if it refuses it, for instance as the account's daily limit is reached.
 */
export async function sendVideo(
  client: Caller,
  post: Postable,
  { video, captions = [], ...shown }: VideoInput,
  options: SendVideoOptions = {},
): Promise<StrongRef> {
  requireDid(client, 'sendVideo')
  const file = await orAbort(wholeFile(video), options.signal)
  const subtitles = await orAbort(
    Promise.all(captions.map(async ({ lang, file }) => ({ lang, file: await wholeFile(file, 'text/vtt') }))),
    options.signal,
  )
  const fits = (mimeType: string) => {
    const blob = { ...prospect(file), mimeType }
    const files = subtitles.map(({ lang, file }) => ({ lang, file: prospect(file) }))
    const embed = { $type: videoEmbed['~wire'].tag, ...shown, video: blob, captions: files }
    requireFit('sendVideo', videoEmbed, embed)
  }
  // The service turns other kinds into MP4.
  fits('video/mp4')

  const call = callOptions(options)
  let blob: BlobRef | undefined = await processVideo(client, file, options)
  if (!blob) {
    fits(prospect(file).mimeType)
    blob = await uploadBlob(client, file, { ...call, timeout: options.timeout ?? 0 })
  }
  const uploaded: { lang: string; file: BlobRef }[] = []
  for (const { lang, file } of subtitles) {
    uploaded.push({ lang, file: await uploadBlob(client, file, call) })
  }
  return sendPost(client, post, {
    ...options,
    embed: {
      $type: 'app.bsky.embed.video',
      ...shown,
      video: blob,
      ...(uploaded.length && { captions: uploaded }),
    },
  })
}
