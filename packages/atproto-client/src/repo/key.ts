import * as TID from '@atcute/tid'
import { validationError } from '@typefed/core/internal'
import { isNsid, isRecordKey, isTid, type RecordSchema } from '@typefed/core/lexicon'
import { parseAtUri } from './at-uri.ts'

/** A record's place, as far as a caller has said it. */
export interface Address {
  rkey?: string | undefined
  repo?: string | undefined
  uri?: string | undefined
}

const LITERAL = 'literal:'

/**
 * The key of a new record: the one that was given, the only one there is, or a new TID.
 *
 * Throws ValidationError if it is not of the kind that the lexicon asks for.
 */
export function newKey(what: string, schema: RecordSchema<unknown>, rkey: string | undefined): string {
  const { recordKey } = schema
  const canBeMade = recordKey === 'tid' || recordKey === 'any'
  return rkey === undefined && canBeMade ? TID.now() : keyOf(what, schema, rkey)
}

/** The key of a record that is there, or may be. Throws ValidationError as `newKey` does. */
export function keyOf(what: string, schema: RecordSchema<unknown>, rkey: string | undefined): string {
  const { recordKey } = schema
  if (recordKey.startsWith(LITERAL)) {
    const only = recordKey.slice(LITERAL.length)
    if (rkey !== undefined && rkey !== only) {
      throw validationError(what, ['rkey'], `"${only}", the only key of ${schema.nsid}`, 'another')
    }
    return only
  }
  const [name, fits] = RULES[recordKey as keyof typeof RULES]
  if (rkey === undefined) throw validationError(what, ['rkey'], name, 'nothing')
  if (!fits(rkey)) throw validationError(what, ['rkey'], name, 'another text')
  return rkey
}

/** The repository, if it was named, and the key of a record. Throws ValidationError as `newKey` does. */
export function placeOf(
  what: string,
  schema: RecordSchema<unknown>,
  { uri, rkey, repo }: Address,
): { repo: string | undefined; rkey: string } {
  if (uri === undefined) return { repo, rkey: keyOf(what, schema, rkey) }
  if (rkey !== undefined || repo !== undefined) {
    throw validationError(what, ['uri'], 'a URI, or a key and a repository', 'both')
  }
  const parts = parseAtUri(uri)
  if (parts.collection !== schema.nsid || parts.rkey === undefined) {
    const found = parts.collection === undefined ? 'that of a repository' : `one of ${parts.collection}`
    throw validationError(what, ['uri'], `the URI of a record of ${schema.nsid}`, found)
  }
  return { repo: parts.repo, rkey: keyOf(what, schema, parts.rkey) }
}

const RULES = {
  tid: ['a TID', isTid],
  nsid: ['an NSID', isNsid],
  any: ['a record key', isRecordKey],
} as const
