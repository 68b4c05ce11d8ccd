import { Answer, ForeignAnswer, notFound, Refusal } from '../answer.ts'
import { type Call, caller, type Handlers, now, text } from '../call.ts'
import { findMedia, isReady, viewMedia } from '../world/media.ts'
import type { MediaRecord } from '../world/records.ts'
import type { World } from '../world/world.ts'

/** Takes a file; the first generation of the call answers when it is processed, which here is at once. */
export function addMedia(world: World, accountId: string, given: Partial<MediaRecord> = {}): MediaRecord {
  const media: MediaRecord = {
    id: world.nextId(),
    accountId,
    type: 'image',
    description: null,
    focus: undefined,
    hasCover: false,
    heldUntil: 0,
    isDoomed: false,
    readyAt: Date.now() + world.mediaProcessing,
    ...given,
  }
  world.media.set(media.id, media)
  return media
}

function kindOf({ type }: Blob): string {
  if (type === 'image/gif') return 'gifv'
  const kind = type.split('/')[0] ?? ''
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'unknown'
}

function upload(call: Call, readyAt?: number): MediaRecord {
  const { file } = call.body
  if (!(file instanceof Blob) || file.size === 0)
    throw new Refusal(422, "Validation failed: File can't be blank")
  return addMedia(call.world, caller(call).id, {
    type: kindOf(file),
    description: text(call.body.description) ?? null,
    focus: text(call.body.focus),
    hasCover: call.body.thumbnail instanceof Blob,
    ...(readyAt === undefined ? {} : { readyAt }),
  })
}

function own(call: Call): MediaRecord {
  const media = findMedia(call.world, call.path.id)
  if (media.accountId !== caller(call).id) throw notFound()
  return media
}

/** Whether the file is on a post, which from then on owns it, or on one that is just being taken away. */
function isUsed(call: Call, { id, heldUntil }: MediaRecord): boolean {
  if (Date.now() < heldUntil) return true
  return [...call.world.statuses.values()].some(({ mediaIds }) => mediaIds.includes(id))
}

export const media: Handlers = {
  uploadMediaV1: (call) => viewMedia(call.world, upload(call, Date.parse(now())).id),
  uploadMedia: (call) => {
    const media = upload(call)
    return new Answer(isReady(media) ? 200 : 202, viewMedia(call.world, media.id))
  },
  getMedia: (call) => {
    const media = own(call)
    return new Answer(isReady(media) ? 200 : 206, viewMedia(call.world, media.id))
  },
  updateMedia: (call) => {
    const media = own(call)
    media.description = text(call.body.description) ?? media.description
    media.focus = text(call.body.focus) ?? media.focus
    return viewMedia(call.world, media.id)
  },
  deleteMedia: (call) => {
    const media = own(call)
    if (isUsed(call, media)) {
      // Not among the responses of the document.
      return new ForeignAnswer(422, { error: 'Media attachment is currently used by a status' })
    }
    call.world.media.delete(media.id)
    return {}
  },
}
