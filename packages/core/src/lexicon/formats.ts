/**
 * The string formats of the Lexicon language, as one function each so that a bundle holds only those it uses.
 * The grammar is that of https://atproto.com/specs/lexicon#string-formats; each agrees with the official syntax
 * package, which the tests hold them against.
 */
import { type CommonForm, formatted, type Schema } from '../wire/index.ts'

type IsFormat = (text: string) => boolean

const LABEL = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const DID = 'did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]'
/** A function, so that a bundle without handles does not hold it. */
const handlePattern = () => `(?:${LABEL}\\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?`
const nsidPattern = () =>
  `[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\\.${LABEL})+\\.[a-zA-Z][a-zA-Z0-9]{0,62}`
const RECORD_KEY = '(?!\\.{1,2}(?:$|[/#]))[a-zA-Z0-9_~.:-]{1,512}'
const FRAGMENT = "(?:[a-zA-Z0-9._~:@!$&'()*+,;=[\\]/-]|%[0-9a-fA-F]{2})*"

/** A DID of any method, at most 2048 characters. */
export const isDid: IsFormat = /* @__PURE__ */ matcher(2048, () => DID)
/** A domain name as a handle, at most 253 characters. */
export const isHandle: IsFormat = /* @__PURE__ */ matcher(253, handlePattern)
/** A DID or a handle. */
export const isAtIdentifier: IsFormat = (text) => isHandle(text) || isDid(text)
/** A namespaced identifier: `app.bsky.feed.post`. */
export const isNsid: IsFormat = /* @__PURE__ */ matcher(317, nsidPattern)
/** The last part of a record's address. */
export const isRecordKey: IsFormat = /* @__PURE__ */ matcher(512, () => RECORD_KEY)
/** A timestamp identifier: thirteen characters that sort by time. */
export const isTid: IsFormat = (text) => /^[2-7a-j][2-7a-z]{12}$/.test(text)
/** `at://authority/collection/key`, the last two optional, and a JSON pointer as fragment. */
export const isAtUri: IsFormat = /* @__PURE__ */ matcher(
  8192,
  () => `at://(?:${DID}|${handlePattern()})(?:/${nsidPattern()}(?:/${RECORD_KEY})?)?(?:#/${FRAGMENT})?`,
)
/** Any URI with a scheme. */
export const isUri: IsFormat = (text) => /^\w+:(?:\/\/)?[^\s/]\S*$/.test(text)
/** A content identifier of either version, in base32, base58 or base36; at most 256 characters. */
export const isCid: IsFormat = /* @__PURE__ */ matcher(
  256,
  () => 'b[a-z2-7]{30,}|Qm[1-9A-HJ-NP-Za-km-z]{44}|z[1-9A-HJ-NP-Za-km-z]{30,}|k[0-9a-z]{30,}',
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

export const atIdentifier = (): Schema<string> => formatted('a handle or a DID', isAtIdentifier, COMMON_DID)
export const atUri = (): Schema<string> =>
  formatted('an at:// URI', isAtUri, {
    expression: /^at:\/\/did:[a-z]+:\w+\/[a-zA-Z]+\.[a-zA-Z]+(?:\.[a-zA-Z]+)+\/\w+$/,
    maxLength: 80,
  })
export const cid = (): Schema<string> =>
  formatted('a CID', isCid, { expression: /^baf[ky]rei[a-z2-7]+$/, minLength: 59, maxLength: 59 })
export const datetime = (): Schema<string> =>
  formatted('a datetime such as 2026-01-31T12:00:00.000Z', isDatetime, COMMON_DATETIME)
export const did = (): Schema<string> => formatted('a DID', isDid, COMMON_DID)
export const handle = (): Schema<string> =>
  formatted('a handle', isHandle, { expression: /^[a-z0-9]+(?:[.-][a-z0-9]+)*\.[a-z]+$/, maxLength: 64 })
export const language = (): Schema<string> =>
  formatted('a BCP 47 language tag', isLanguage, { expression: /^[a-z][a-z]$/, maxLength: 2 })
export const nsid = (): Schema<string> => formatted('an NSID', isNsid)
export const recordKey = (): Schema<string> => formatted('a record key', isRecordKey)
export const tid = (): Schema<string> => formatted('a TID', isTid)
export const uri = (): Schema<string> =>
  formatted('a URI', isUri, { expression: /^https?:\/\/[!-.0-~][!-~]*$/, maxLength: 8192 })

const COMMON_DID: CommonForm = { expression: /^did:[a-z]+:\w+$/, maxLength: 80 }
/** In UTC, the fraction at will, no day that some month lacks. */
const COMMON_DATETIME: CommonForm = {
  expression:
    /^[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/,
  maxLength: 64,
}

/** A grammar, compiled when a value first needs it: importing costs nothing. */
function matcher(maxLength: number, grammar: () => string): IsFormat {
  let full: RegExp | undefined
  return (text) => text.length <= maxLength && (full ??= new RegExp(`^(?:${grammar()})$`)).test(text)
}
