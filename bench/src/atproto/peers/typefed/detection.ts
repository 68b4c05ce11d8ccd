import { type Entity, findEntities } from '@typefed/atproto-client/rich-text'
import type { Detect } from '../../detection/contract.ts'

export const detect: Detect = (text) =>
  findEntities(text).map((entity) => ({
    index: { byteStart: entity.byteStart, byteEnd: entity.byteEnd },
    features: [featureOf(entity)],
  }))

function featureOf(entity: Entity) {
  if (entity.type === 'mention') return { $type: 'app.bsky.richtext.facet#mention', did: entity.handle }
  if (entity.type === 'link') return { $type: 'app.bsky.richtext.facet#link', uri: entity.uri }
  return { $type: 'app.bsky.richtext.facet#tag', tag: entity.tag }
}
