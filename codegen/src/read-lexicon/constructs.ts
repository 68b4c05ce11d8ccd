/** What the Lexicon language has: the attributes of each type, and which types may stand where. */

/** What bounds a string. */
export const STRING_ATTRIBUTES: readonly string[] =
  'format minLength maxLength minGraphemes maxGraphemes enum knownValues const default'.split(' ')

const SHARED = ['type', 'description', 'deprecated']
const ENDPOINT = [...SHARED, 'parameters', 'errors']

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  record: [...SHARED, 'key', 'record'],
  query: [...ENDPOINT, 'output'],
  procedure: [...ENDPOINT, 'input', 'output'],
  subscription: [...ENDPOINT, 'message', 'subprotocol'],
  'permission-set': [...SHARED, 'title', 'title:lang', 'detail', 'detail:lang', 'permissions'],
  params: [...SHARED, 'required', 'properties'],
  object: [...SHARED, 'required', 'nullable', 'properties'],
  array: [...SHARED, 'items', 'minLength', 'maxLength'],
  token: SHARED,
  ref: [...SHARED, 'ref'],
  union: [...SHARED, 'refs', 'closed'],
  unknown: SHARED,
  boolean: [...SHARED, 'const', 'default'],
  integer: [...SHARED, 'minimum', 'maximum', 'enum', 'const', 'default'],
  string: [...SHARED, ...STRING_ATTRIBUTES],
  bytes: [...SHARED, 'minLength', 'maxLength'],
  'cid-link': SHARED,
  blob: [...SHARED, 'accept', 'maxSize'],
}

type Names = readonly string[]

/** The attributes of what has no type of its own. */
export const UNTYPED: Readonly<Record<'document' | 'body' | 'message' | 'error', Names>> = {
  document: ['$type', '$schema', 'lexicon', 'id', 'revision', 'description', 'defs'],
  body: ['description', 'encoding', 'schema'],
  message: ['description', 'schema'],
  error: ['name', 'description'],
}

const SCALARS = ['boolean', 'integer', 'string', 'unknown']
const VALUES = [...SCALARS, 'bytes', 'cid-link', 'blob', 'array', 'object', 'ref', 'union']

/** Where a construct may stand. */
export type Place =
  | 'main'
  | 'definition'
  | 'value'
  | 'params'
  | 'param'
  | 'paramItem'
  | 'body'
  | 'message'
  | 'record'

/** The types that may stand in each place. */
export const PLACES: Readonly<Record<Place, Names>> = {
  main: ['record', 'query', 'procedure', 'subscription', 'permission-set', 'token', ...VALUES],
  definition: ['token', ...VALUES],
  value: VALUES,
  params: ['params'],
  param: [...SCALARS, 'array'],
  paramItem: SCALARS,
  body: ['object', 'ref', 'union'],
  message: ['union'],
  record: ['object'],
}

/** The ways to write the messages of a stream; the first one is that of a stream that names none. */
export const SUBPROTOCOLS: Names = ['xrpc.v0.cbor', 'xrpc.v1.json', 'xrpc.v1.cbor']

/** The attributes that a type may have. */
export function attributesOf(type: string): readonly string[] {
  return ATTRIBUTES[type] ?? SHARED
}

/** The pairs of attributes that bound the same thing from below and from above. */
export const RANGES: readonly (readonly [low: string, high: string])[] = [
  ['minimum', 'maximum'],
  ['minLength', 'maxLength'],
  ['minGraphemes', 'maxGraphemes'],
]
