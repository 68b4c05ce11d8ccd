import { isIP } from 'node:net'
import type { Format } from 'ajv'

/** Stands for the bytes of a file while a request is checked. */
export const FILE_MARK = '\u0000file'

const DATE = /^\d{4}-\d\d-\d\d$/

function isDate(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text))
}

function isDateTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text))
}

/** The formats that the document uses; those left open take anything. */
export const FORMATS: Readonly<Record<string, Format>> = {
  'date-time': isDateTime,
  date: isDate,
  'date-or-date-time': (text: string) => isDate(text) || isDateTime(text),
  // Mastodon sends an empty text where it has no address.
  uri: (text: string) => text === '' || URL.canParse(text),
  email: /^[^@\s]+@[^@\s]+$/,
  numeric: /^-?\d+(\.\d+)?$/,
  'unix-timestamp': true,
  ip: (text: string) => isIP(text) !== 0,
  'ip-cidr': (text: string) => isIP(text.split('/')[0] ?? '') !== 0,
  'sha256-hex': /^[0-9a-f]{64}$/i,
  WxH: /^\d+x\d+$/,
  'x,y floats': /^-?(?:\d+(?:\.\d+)?|\.\d+),\s*-?(?:\d+(?:\.\d+)?|\.\d+)$/,
  binary: (text: string) => text === FILE_MARK,
  blurhash: true,
  html: true,
  language: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/i,
}
