import { orAbort, validationError } from '@typefed/core/internal'
import type { BinaryBody, BlobRef, Schema } from '@typefed/core/lexicon'
import { imageDimensionsFromData } from 'image-dimensions'
import type { AspectRatio } from '../generated/lexicons/app.bsky.embed.defs.ts'
import { gallery } from '../generated/lexicons/app.bsky.embed.gallery.ts'
import { images as imagesEmbed } from '../generated/lexicons/app.bsky.embed.images.ts'
import { type Caller, requireDid } from '../caller.ts'
import { prospect, requireFit } from './file-limits.ts'
import { wholeFile } from './mime-type.ts'
import { callOptions } from './options.ts'
import type { Postable } from './postable.ts'
import { type Embed, sendPost, type SendPostOptions } from './send-post.ts'
import type { StrongRef } from './subjects.ts'
import { uploadBlob } from './upload-blob.ts'

/** A picture to post. */
export interface ImageInput {
  /** The file: at most 2,000,000 bytes. */
  image: BinaryBody
  /** What the picture shows, for those who do not see it. Default: ''. */
  alt?: string
  /** Width and height in any unit. Default: those of the file (PNG, JPEG, GIF, WebP, AVIF, HEIC), as it is stored. */
  aspectRatio?: AspectRatio
}

/** The options of a post; what it shows is the verb's own matter. */
export type SendMediaOptions = Omit<SendPostOptions, 'embed'>

/** The most that `app.bsky.embed.images` holds; more go into a gallery. */
const MOST_IMAGES = 4

/** Writes a post with one picture. See `sendImages`. */
export function sendImage(
  client: Caller,
  post: Postable,
  image: ImageInput,
  options: SendMediaOptions = {},
): Promise<StrongRef> {
  return postImages(client, 'sendImage', post, [image], options)
}

/**
 * Writes a post with pictures: up to 4 as `app.bsky.embed.images`, more, up to 20, as `app.bsky.embed.gallery`, which
 * wants the aspect ratio of each.
 *
 * ```ts
 * await sendImages(client, 'Look', [{ image: file, alt: 'A tree' }])
 * ```
 *
 * Throws LoginRequiredError without a session, and ValidationError for too many pictures, for one that is too large or
 * none at all, before anything is uploaded.
 */
export function sendImages(
  client: Caller,
  post: Postable,
  images: readonly ImageInput[],
  options: SendMediaOptions = {},
): Promise<StrongRef> {
  return postImages(client, 'sendImages', post, images, options)
}

interface Picture {
  readonly image: BlobRef
  readonly alt: string
  readonly aspectRatio?: AspectRatio
}

async function postImages(
  client: Caller,
  what: string,
  post: Postable,
  images: readonly ImageInput[],
  options: SendMediaOptions,
): Promise<StrongRef> {
  requireDid(client, what)
  if (images.length === 0) throw validationError(what, ['images'], 'at least one picture', 'none')
  const prepared = await orAbort(Promise.all(images.map(prepare)), options.signal)
  const schema: Schema<unknown> = images.length > MOST_IMAGES ? gallery : imagesEmbed
  requireFit(what, schema, embedOf(prepared.map(({ file, ...rest }) => ({ ...rest, image: prospect(file) }))))

  const call = callOptions(options)
  const uploaded: Picture[] = []
  for (const { file, ...rest } of prepared) {
    uploaded.push({ ...rest, image: await uploadBlob(client, file, call) })
  }
  return sendPost(client, post, { ...options, embed: embedOf(uploaded) })
}

async function prepare({ image, alt = '', aspectRatio }: ImageInput) {
  const file = await wholeFile(image)
  const ratio = aspectRatio ?? (await measure(file))
  return { file, alt, ...(ratio && { aspectRatio: ratio }) }
}

async function measure(file: Blob): Promise<AspectRatio | undefined> {
  const size = imageDimensionsFromData(new Uint8Array(await file.arrayBuffer()))
  return size && { width: size.width, height: size.height }
}

function embedOf(pictures: readonly Picture[]): Embed {
  if (pictures.length <= MOST_IMAGES) return { $type: 'app.bsky.embed.images', images: [...pictures] }
  const items = pictures.map((picture) => ({ $type: 'app.bsky.embed.gallery#image' as const, ...picture }))
  // A missing aspect ratio is found by the lexicon, before anything is uploaded.
  return { $type: 'app.bsky.embed.gallery', items } as Embed
}
