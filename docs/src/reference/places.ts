import type { DefinitionId, DocumentModel } from '@typefed/codegen/documents'
import { documentOf } from '@typefed/codegen/documents'

/** Where something is shown: a page of the reference, and an anchor on it. */
export interface Place {
  /** Below the reference, without the ending: `bluesky/app.bsky.feed`. */
  readonly page: string
  readonly anchor: string
}

/** `app.bsky.feed` of `app.bsky.feed.getTimeline`. */
export function namespaceOf(nsid: string): string {
  return nsid.slice(0, nsid.lastIndexOf('.'))
}

/** A definition of a lexicon: on the page of its namespace. */
export function lexiconPlace(id: DefinitionId): Place {
  const nsid = documentOf(id)
  const last = nsid.slice(nsid.lastIndexOf('.') + 1)
  const name = id === nsid ? last : `${last}-${id.slice(nsid.length + 1)}`
  return { page: `bluesky/${namespaceOf(nsid)}`, anchor: name }
}

/** A group of operations, such as `admin/accounts`, has a page; entities share one a letter. */
export function restPlace(document: Pick<DocumentModel, 'id'>, id: DefinitionId): Place {
  const [kind, ...path] = document.id.split('/')
  if (kind === 'schemas') return { page: `mastodon/entities-${id.charAt(0).toLowerCase()}`, anchor: id }
  return { page: `mastodon/${path.join('-')}`, anchor: id }
}

/** The address of a place from another page of the reference. */
export function linkTo(from: string, { page, anchor }: Place): string {
  const up = '../'.repeat(from.split('/').length - 1)
  return from === page ? `#${anchor}` : `${up}${page}.md#${anchor}`
}
