import { notFound } from '../answer.ts'
import type { Json } from '../document.ts'
import type { MediaRecord } from './records.ts'
import type { World } from './world.ts'

/** @throws Refusal 404 */
export function findMedia(world: World, id: string | undefined): MediaRecord {
  const media = world.media.get(id ?? '')
  if (!media) throw notFound()
  return media
}

export function isReady(media: MediaRecord): boolean {
  return Date.now() >= media.readyAt
}

/** The `MediaAttachment` entity; without addresses until the file is processed. */
export function viewMedia(world: World, id: string): Json {
  const media = findMedia(world, id)
  const ready = isReady(media)
  const [x, y] = (media.focus ?? '0.0,0.0').split(',').map(Number)
  return world.draft('MediaAttachment', {
    id,
    type: media.type,
    url: ready ? `${world.url}/media/original/${id}` : null,
    preview_url: ready ? `${world.url}/media/small/${id}` : null,
    remote_url: null,
    text_url: ready ? `${world.url}/media/${id}` : null,
    meta: { focus: { x: x ?? 0, y: y ?? 0 } },
    description: media.description,
    blurhash: ready ? 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH' : null,
  })
}
