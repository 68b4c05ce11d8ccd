/**
 * The string formats of the Lexicon language, as one function each so that a bundle holds only those it uses.
 * The grammar is that of https://atproto.com/specs/lexicon#string-formats; each agrees with the official syntax
 * package, which the tests hold them against.
 */
import { formatted, type Schema, type StringConstraints } from '../wire/index.ts'

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const DID = 'did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]'
const HANDLE = `(?:${LABEL}\\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?`
const NSID = `[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.${LABEL})+\\.[a-zA-Z][a-zA-Z0-9]{0,62}`
const RECORD_KEY = '(?!\\.{1,2}(?:$|[/#]))[a-zA-Z0-9_~.:-]{1,512}'

/** A DID of any method, at most 2048 characters. */
export const isDid: (text: string) => boolean = /* @__PURE__ */ matcher(2048, () => DID)
/** A domain name as a handle, at most 253 characters. */
export const isHandle: (text: string) => boolean = /* @__PURE__ */ matcher(253, () => HANDLE)
/** A DID or a handle. */
export const isAtIdentifier = (text: string): boolean => isHandle(text) || isDid(text)
/** A namespaced identifier: `app.bsky.feed.post`. */
export const isNsid: (text: string) => boolean = /* @__PURE__ */ matcher(317, () => NSID)
/** The last part of a record's address. */
export const isRecordKey: (text: string) => boolean = /* @__PURE__ */ matcher(512, () => RECORD_KEY)
/** A timestamp identifier: thirteen characters that sort by time. */
export const isTid: (text: string) => boolean = /* @__PURE__ */ matcher(
  13,
  () => '[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}',
)
/** `at://authority/collection/key`, the last two optional. */
export const isAtUri: (text: string) => boolean = /* @__PURE__ */ matcher(
  8192,
  () =>
    `at://(?:${DID}|${HANDLE})(?:/${NSID}(?:/${RECORD_KEY})?)?(?:#/(?:[a-zA-Z0-9._~:@!$&'()*+,;=[\\]/-]|%[0-9a-fA-F]{2})*)?`,
)
/** Any URI with a scheme, at most 8 KiB. */
export const isUri: (text: string) => boolean = /* @__PURE__ */ matcher(
  8192,
  () => '\\w+:(?:\\/\\/)?[^\\s/]\\S*',
)
/** A content identifier of either version, in base32, base58 or base36. */
export const isCid: (text: string) => boolean = /* @__PURE__ */ matcher(
  256,
  () => 'b[a-z2-7]{30,}|Qm[1-9A-HJ-NP-Za-km-z]{44}|z[1-9A-HJ-NP-Za-km-z]{28,}|k[0-9a-z]{30,}',
)

const DATETIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:[0-2]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** A moment with date, time, seconds and zone, of the intersection of RFC 3339 and ISO 8601. */
export function isDatetime(text: string): boolean {
  if (text.length > 64 || !DATETIME.test(text) || text.endsWith('-00:00')) return false
  const year = new Date(text).getUTCFullYear()
  return year >= 0 && year <= 9999
}

const LANGUAGE =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?|x(?:-[a-z\d]{1,8})+|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|en-GB-oed|sgn-(?:BE-FR|BE-NL|CH-DE))$/i

/** A well-formed BCP 47 language tag. A subtag that stands twice is not noticed. */
export const isLanguage = (text: string): boolean => text.length <= 128 && LANGUAGE.test(text)

export const atIdentifier = (c?: StringConstraints): Schema<string> =>
  formatted('a handle or a DID', isAtIdentifier, c)
export const atUri = (c?: StringConstraints): Schema<string> => formatted('an at:// URI', isAtUri, c)
export const cid = (c?: StringConstraints): Schema<string> => formatted('a CID', isCid, c)
export const datetime = (c?: StringConstraints): Schema<string> =>
  formatted('a datetime such as 2026-01-31T12:00:00.000Z', isDatetime, c)
export const did = (c?: StringConstraints): Schema<string> => formatted('a DID', isDid, c)
export const handle = (c?: StringConstraints): Schema<string> => formatted('a handle', isHandle, c)
export const language = (c?: StringConstraints): Schema<string> =>
  formatted('a BCP 47 language tag', isLanguage, c)
export const nsid = (c?: StringConstraints): Schema<string> => formatted('an NSID', isNsid, c)
export const recordKey = (c?: StringConstraints): Schema<string> => formatted('a record key', isRecordKey, c)
export const tid = (c?: StringConstraints): Schema<string> => formatted('a TID', isTid, c)
export const uri = (c?: StringConstraints): Schema<string> => formatted('a URI', isUri, c)

/** Compiles the expression at first use: importing costs nothing, and an unused format leaves the bundle. */
function matcher(maxLength: number, source: () => string): (text: string) => boolean {
  let expression: RegExp | undefined
  return (text) => text.length <= maxLength && (expression ??= new RegExp(`^(?:${source()})$`)).test(text)
}
