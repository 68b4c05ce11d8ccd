import { notFound } from '../answer.ts'
import type { Json } from '../document.ts'
import type { MediaRecord } from './records.ts'
import { compareVersions } from '../version.ts'
import type { World } from './world.ts'

/** @throws Refusal 404 */
export function findMedia(world: World, id: string | undefined): MediaRecord {
  const media = world.media.get(id ?? '')
  if (!media || (media.isDoomed && Date.now() >= media.heldUntil)) throw notFound()
  return media
}

export function isReady(media: MediaRecord): boolean {
  return Date.now() >= media.readyAt
}

/** The `MediaAttachment` entity; without addresses until the file is processed. */
export function viewMedia(world: World, id: string): Json {
  const media = findMedia(world, id)
  const ready = isReady(media)
  return world.draft('MediaAttachment', {
    id,
    type: media.type,
    url: ready ? `${world.url}/media/original/${id}` : null,
    preview_url: ready && hasPicture(media) ? `${world.url}/media/small/${id}` : null,
    remote_url: null,
    preview_remote_url: null,
    // Releases of today send the key and nothing in it.
    text_url: ready && compareVersions(world.version, '3.5.0') < 0 ? `${world.url}/media/${id}` : null,
    meta: metaOf(media),
    description: media.description,
    blurhash: ready && hasPicture(media) ? 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH' : null,
  })
}

/** Sound without a cover has nothing to show, and neither has what could not be made out. */
function hasPicture({ type, hasCover }: MediaRecord): boolean {
  return type === 'audio' ? hasCover : type !== 'unknown'
}

const PICTURE = { width: 200, height: 100, size: '200x100', aspect: 2 }
const COLORS = { background: '#204060', foreground: '#e0e0ff', accent: '#ff8040' }

function metaOf(media: MediaRecord): Json {
  const [x, y] = (media.focus ?? '').split(',').map(Number)
  const focus = media.focus === undefined ? {} : { focus: { x: x ?? 0, y: y ?? 0 } }
  const small = hasPicture(media) ? { small: PICTURE } : {}
  if (media.type === 'unknown') return focus
  if (media.type === 'audio') {
    const colors = media.hasCover ? { colors: COLORS } : {}
    return { ...colors, original: { duration: 1.5, bitrate: 128_000 }, ...small, ...focus }
  }
  if (media.type === 'image') return { original: PICTURE, ...small, ...focus }
  const { width, height } = PICTURE
  return {
    original: { width, height, frame_rate: '25/1', duration: 1.5, bitrate: 800_000 },
    ...small,
    ...focus,
  }
}
