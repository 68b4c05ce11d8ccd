/** The JSON forms of the AT Protocol data model: https://atproto.com/specs/data-model */
import { type Context, type Schema, schema, isObject } from '../wire/index.ts'
import { isCid } from './formats.ts'

/** A link to a block by its content: the JSON form of a CID. */
export interface CidLink {
  $link: string
}

/** Bytes in JSON: base64 without padding. */
export interface Bytes {
  $bytes: string
}

/** A reference to an uploaded file. */
export interface BlobRef {
  $type: 'blob'
  ref: CidLink
  mimeType: string
  /** Bytes. */
  size: number
}

/** Data that the description leaves open. */
export interface UnknownObject {
  [key: string]: unknown
}

export interface BlobConstraints {
  /** MIME types, `*` allowed: `image/*`. */
  readonly accept?: readonly string[]
  /** Bytes. */
  readonly maxSize?: number
}

export interface BytesConstraints {
  /** Bytes, decoded. */
  readonly minLength?: number
  /** Bytes, decoded. */
  readonly maxLength?: number
}

export function cidLink<T = CidLink>(): Schema<T> {
  return schema(
    'a link {"$link": "<CID>"}',
    (value, context) => isCidLink(value, context.strict) || context.fail('a link {"$link": "<CID>"}', value),
  )
}

/**
 * Bytes: `{"$bytes": "<base64>"}` in JSON. Decoded CBOR holds them as they came, and so it does links; they are not
 * spelled as text in order to be checked.
 */
export function bytes<T = Bytes>({ minLength = 0, maxLength = Infinity }: BytesConstraints = {}): Schema<T> {
  const expects = 'bytes {"$bytes": "<base64>"}'
  return schema(expects, (value, context) => {
    const size = byteSize(value)
    if (size === undefined) return context.fail(expects, value)
    return (
      !context.strict ||
      (size >= minLength && size <= maxLength) ||
      context.fail(`${expects} of an allowed size`, value)
    )
  })
}

/** A blob reference. The form that came before typed blobs, `{ cid, mimeType }`, passes in lenient mode. */
export function blob<T = BlobRef>({ accept = [], maxSize = Infinity }: BlobConstraints = {}): Schema<T> {
  return schema('a blob', (value, context) => {
    if (!context.strict && isObject(value) && 'cid' in value && 'mimeType' in value) return true
    if (!isBlobRef(value, context.strict)) return context.fail('a blob', value)
    if (!context.strict) return true
    if (value.size > maxSize) return context.failAt('size', `at most ${maxSize} bytes`, value.size)
    const fits = accept.length === 0 || accept.some((pattern) => matchesMime(pattern, value.mimeType))
    return fits || context.failAt('mimeType', `one of ${accept.join(', ')}`, value.mimeType)
  })
}

/**
 * Data without a description. In strict mode it is walked: every link, every blob and every byte string in it must be
 * right, and every number whole.
 */
export function unknown<T = UnknownObject>(): Schema<T> {
  return schema('an object', (value, context) => {
    if (!context.strict) return true
    return typeof value === 'object' && value !== null
      ? checkData(value, context)
      : context.fail('an object', value)
  })
}

/** A name that stands for itself. */
export function token<T>(name: string): Schema<T> {
  return schema(name, (value, context) => value === name || context.fail(name, value))
}

/** Whether a MIME type fits a pattern such as `image/*` or `*\/*`. */
export function matchesMime(pattern: string, mimeType: string): boolean {
  if (pattern === '*/*' || pattern === mimeType) return true
  return pattern.endsWith('/*') && mimeType.startsWith(pattern.slice(0, -1))
}

/** Checks that a value is data of the AT Protocol, whatever it means. */
export function checkData(value: unknown, context: Context): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) || context.fail('an integer', value)
  if (typeof value !== 'object' || value === null) {
    const known = value === null || typeof value === 'string' || typeof value === 'boolean'
    return known || context.fail('data', value)
  }
  if (value instanceof Uint8Array) return true
  if ('$link' in value) return isCidLink(value, true) || context.fail('a link {"$link": "<CID>"}', value)
  if ('$bytes' in value)
    return byteSize(value) !== undefined || context.fail('bytes {"$bytes": "<base64>"}', value)
  if ((value as UnknownObject)['$type'] === 'blob')
    return isBlobRef(value, true) || context.fail('a blob', value)
  if (!context.enter(value)) return false
  const right = Array.isArray(value)
    ? checkItems(value, context)
    : checkMembers(value as UnknownObject, context)
  context.leave()
  return right
}

function checkItems(items: unknown[], context: Context): boolean {
  let right = true
  for (let i = 0; i < items.length; i++) {
    const start = context.count()
    if (!checkData(items[i], context)) right = context.within(i, start)
  }
  return right
}

function checkMembers(value: UnknownObject, context: Context): boolean {
  let right = true
  for (const key in value) {
    const member = value[key]
    if (typeof member === 'string' || member === undefined) continue
    const start = context.count()
    if (!checkData(member, context)) right = context.within(key, start)
  }
  return right
}

function isCidLink(value: unknown, strict: boolean): value is CidLink {
  if (!isObject(value)) return false
  if (value['bytes'] instanceof Uint8Array) return true
  const { $link } = value
  return typeof $link === 'string' && (!strict || (isCid($link) && Object.keys(value).length === 1))
}

function isBlobRef(value: unknown, strict: boolean): value is BlobRef {
  if (!isObject(value)) return false
  const { $type, ref, mimeType, size } = value
  return (
    $type === 'blob' &&
    typeof mimeType === 'string' &&
    typeof size === 'number' &&
    isCidLink(ref, strict) &&
    (!strict || (mimeType.includes('/') && Number.isSafeInteger(size) && size >= -1))
  )
}

/** The number of bytes, `undefined` if the value is not bytes. */
function byteSize(value: unknown): number | undefined {
  if (value instanceof Uint8Array) return value.length
  if (isObject(value) && value['buf'] instanceof Uint8Array) return value['buf'].length
  if (!isObject(value) || typeof value['$bytes'] !== 'string') return undefined
  const base64 = value['$bytes']
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) return undefined
  const digits = base64.replaceAll('=', '').length
  return digits % 4 === 1 ? undefined : Math.floor((digits * 3) / 4)
}
