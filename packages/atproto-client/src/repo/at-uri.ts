import { kindOf, validationError } from '@typefed/core/internal'
import { isAtUri } from '@typefed/core/lexicon'

/** The parts of `at://repo/collection/rkey#fragment`: https://atproto.com/specs/at-uri-scheme */
export interface AtUri {
  /** A DID or a handle. */
  repo: string
  collection?: string | undefined
  rkey?: string | undefined
  /** A JSON pointer into the record, without the `#`. */
  fragment?: string | undefined
}

/** Takes an at:// URI apart. Throws ValidationError if the string is none. */
export function parseAtUri(uri: string): AtUri {
  if (!isAtUri(uri))
    throw validationError('URI', [], 'at://<did or handle>/<collection>/<key>', receivedUri(uri))
  const [path = '', fragment] = uri.slice('at://'.length).split('#')
  const [repo = '', collection, rkey] = path.split('/')
  return {
    repo,
    ...(collection !== undefined && { collection }),
    ...(rkey !== undefined && { rkey }),
    ...(fragment !== undefined && { fragment }),
  }
}

/** Makes an at:// URI of its parts. Throws ValidationError if one of them is not what it should be. */
export function makeAtUri({ repo, collection, rkey, fragment }: AtUri): string {
  if (rkey !== undefined && collection === undefined) {
    throw validationError('URI', ['collection'], 'the NSID of a collection, where there is a key', 'nothing')
  }
  const path = [repo, collection, rkey].filter((part) => part !== undefined)
  const uri = `at://${path.join('/')}${fragment === undefined ? '' : `#${fragment}`}`
  // A part that holds a separator would come back as two.
  const whole = path.every((part) => !/[/#]/.test(part)) && isAtUri(uri)
  if (!whole) throw validationError('URI', [], 'the parts of an at:// URI', 'others')
  return uri
}

const BSKY_PATH = /^\/profile\/([^/]+)(?:\/(post|lists|feed|labeler)\/([^/]+))?\/?$/
const BSKY_COLLECTIONS: Readonly<Record<string, string>> = {
  post: 'app.bsky.feed.post',
  lists: 'app.bsky.graph.list',
  feed: 'app.bsky.feed.generator',
}

/**
 * Makes an at:// URI of the address of a post, list, feed or profile in the app: `https://bsky.app/profile/…/post/…`. A
 * handle in it stays one.
 *
 * Throws ValidationError for any other address.
 */
export function parseBskyUrl(url: string): string {
  const { hostname, pathname = '' } = URL.parse(url) ?? {}
  const [, repo, kind = '', rkey] = BSKY_PATH.exec(pathname) ?? []
  const collection = BSKY_COLLECTIONS[kind]
  if (hostname !== 'bsky.app' || !repo || (kind && !collection)) {
    throw validationError(
      'address',
      [],
      'https://bsky.app/profile/<handle or did>/post/<key>',
      'another string',
    )
  }
  return makeAtUri({ repo: decodeURIComponent(repo), collection, rkey })
}

/** The kind of a string that is no at:// URI, with the remedy for an address of the app. */
export function receivedUri(uri: unknown): string {
  const isOfApp = typeof uri === 'string' && uri.startsWith('https://bsky.app/')
  return isOfApp ? 'an address of the app, which parseBskyUrl() turns into one' : kindOf(uri)
}
