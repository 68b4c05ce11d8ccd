import { kindOf, validationError } from '@typefed/core/internal'
import { receivedUri } from '../repo/at-uri.ts'

/** A version of a record: what a verb answers that writes one, and what refers to it. */
export interface StrongRef {
  /** `at://did/collection/key` */
  uri: string
  /** The hash of what was written. */
  cid: string
}

/** A record and its version: `{ uri, cid }` as a verb answers it, or a view of it, such as a post of the timeline. */
export interface Subject extends StrongRef {
  /** The record itself, if this is a view. It tells the root of a thread. */
  record?: unknown
}

/** A record: its URI, or anything that has one, such as a view. */
export type UriLike = string | { readonly uri: string }

/** An account: its DID or handle, or anything that has a DID, such as a profile. */
export type ActorLike = string | { readonly did: string }

/** The parts of `at://authority/collection/rkey`. */
export interface RecordUri {
  uri: string
  /** A DID or a handle. */
  authority: string
  collection: string
  rkey: string
}

export function uriOf(record: UriLike): string {
  return typeof record === 'string' ? record : record.uri
}

/** The version itself, without the rest of a view. */
export function refOf(subject: StrongRef): StrongRef {
  if (typeof subject !== 'object' || subject === null) {
    throw validationError('reference', [], 'both { uri, cid }, as getPost() returns them', kindOf(subject))
  }
  const { uri, cid } = subject
  return { uri, cid }
}

/** A DID or a handle. A handle may be written with a leading @. */
export function actorOf(actor: ActorLike): string {
  return typeof actor === 'string' ? actor.replace(/^@/, '') : actor.did
}

/**
 * Takes the URI of a record apart. Throws ValidationError if it is none.
 *
 * @param what the verb that asks
 */
export function parseUri(what: string, uri: string): RecordUri {
  const [, authority, collection, rkey] = /^at:\/\/([^/?#]+)\/([^/?#]+)\/([^/?#]+)$/.exec(uri) ?? []
  if (!authority || !collection || !rkey) {
    throw validationError(what, ['uri'], 'at://<did>/<collection>/<key>', receivedUri(uri))
  }
  return { uri, authority, collection, rkey }
}
