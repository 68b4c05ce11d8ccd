import { misfit } from '@typefed/core'
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

/** Takes an at:// URI apart. Throws ValidationError if the text is none. */
export function parseAtUri(uri: string): AtUri {
  if (!isAtUri(uri)) throw misfit('URI', [], 'at://<did or handle>/<collection>/<key>', 'another text')
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
    throw misfit('URI', ['collection'], 'the NSID of a collection, where there is a key', 'nothing')
  }
  const path = [repo, collection, rkey].filter((part) => part !== undefined)
  const uri = `at://${path.join('/')}${fragment === undefined ? '' : `#${fragment}`}`
  // A part that holds a separator would come back as two.
  const whole = path.every((part) => !/[/#]/.test(part)) && isAtUri(uri)
  if (!whole) throw misfit('URI', [], 'the parts of an at:// URI', 'others')
  return uri
}
