import { isResponseError } from '@typefed/core'
import { isDid, isHandle } from '@typefed/core/lexicon'
import type { Facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import type { Entity } from './entity.ts'
import { findEntities } from './find-entities.ts'

/**
 * Finds the DID of a handle. What has none is told by `undefined`, `null`, or by throwing a ResponseError of status 400
 * or 404, as the answers to `com.atproto.identity.resolveHandle` do.
 */
export type ResolveHandle = (handle: string) => Promise<string | null | undefined>

export interface DetectFacetsOptions {
  /** Asked once for each handle, for all at the same time. Without it, mentions are left as plain text. */
  readonly resolveHandle?: ResolveHandle
}

/**
 * Makes facets of the mentions, links, hashtags and cashtags in a text, in the order of where they start.
 *
 * They are those that the official app would make: see `findEntities`. A mention of nobody stays plain text. Throws
 * what `resolveHandle` throws, unless that means that there is no such handle.
 *
 * @example
 * const facets = await detectFacets('Hello @alice.bsky.social', { resolveHandle })
 */
export async function detectFacets(text: string, options: DetectFacetsOptions = {}): Promise<Facet[]> {
  const entities = findEntities(text)
  const dids = await resolveAll(entities, options.resolveHandle)
  return entities.flatMap((entity) => toFacet(entity, dids) ?? [])
}

async function resolveAll(
  entities: readonly Entity[],
  resolve: ResolveHandle | undefined,
): Promise<ReadonlyMap<string, string>> {
  const handles = new Set(
    entities.flatMap((entity) => (entity.type === 'mention' ? keyOf(entity.handle) : [])),
  )
  const dids = new Map<string, string>()
  if (!resolve) return dids
  await Promise.all(
    [...handles].filter(isHandle).map(async (handle) => {
      const did = await resolve(handle).catch(nobodyOrThrow)
      if (did && isDid(did)) dids.set(handle, did)
    }),
  )
  return dids
}

function nobodyOrThrow(error: unknown): undefined {
  if (!isResponseError(error) || (error.status !== 400 && error.status !== 404)) throw error
}

function toFacet(entity: Entity, dids: ReadonlyMap<string, string>): Facet | undefined {
  const feature = toFeature(entity, dids)
  if (!feature) return undefined
  const { byteStart, byteEnd } = entity
  return { $type: 'app.bsky.richtext.facet', index: { byteStart, byteEnd }, features: [feature] }
}

function toFeature(entity: Entity, dids: ReadonlyMap<string, string>): Facet['features'][number] | undefined {
  if (entity.type === 'link') return { $type: 'app.bsky.richtext.facet#link', uri: entity.uri }
  if (entity.type !== 'mention') return { $type: 'app.bsky.richtext.facet#tag', tag: entity.tag }
  const did = dids.get(keyOf(entity.handle))
  return did === undefined ? undefined : { $type: 'app.bsky.richtext.facet#mention', did }
}

/** Handles are the same in capitals. */
function keyOf(handle: string): string {
  return handle.toLowerCase()
}
