/**
 * Rich text: building it, finding what is in it, showing it and cutting it.
 * @module
 */
export { graphemeLength } from '@typefed/core/wire'
export type {
  Facet,
  FacetByteSlice,
  FacetLink,
  FacetMention,
  FacetTag,
} from '../generated/lexicons/app.bsky.richtext.facet.ts'
export { detectFacets, type DetectFacetsOptions, type ResolveHandle } from './detect-facets.ts'
export type { CashtagEntity, Entity, LinkEntity, MentionEntity, Position, TagEntity } from './entity.ts'
export { findEntities } from './find-entities.ts'
export type { RichText } from './rich-text.ts'
export { type Segment, segments } from './segments.ts'
export { shortenLinks } from './shorten-links.ts'
export { TextBuilder } from './text-builder.ts'
export { truncate, type TruncateOptions } from './truncate.ts'
