import { ValidationError } from '@typefed/core'
import { parseJson, validate, validationError } from '@typefed/core/internal'
import type { Cursor } from '../position/scale.ts'
import type { JetstreamFilter } from './options.ts'
import { jetstreamMessage, type JetstreamMessage } from './v1-message.ts'

/** The address of a stream of the first version. The filter follows as a message, however long it is. */
export function v1Url(service: string, cursor: Cursor | undefined, isCompressed: boolean): URL {
  const url = new URL('/subscribe?requireHello=true', service)
  url.protocol = url.protocol.replace('http', 'ws')
  if (isCompressed) url.searchParams.set('compress', 'true')
  if (cursor !== undefined) url.searchParams.set('cursor', String(cursor))
  return url
}

/** The message that a server of the first version takes a filter from. */
export function v1FilterMessage({
  collections = ['*'],
  dids = [],
  maxMessageSize = 0,
}: JetstreamFilter<string>): string {
  const wantedCollections = collections.includes('*') ? [] : collections
  const payload = { wantedCollections, wantedDids: dids, maxMessageSizeBytes: maxMessageSize }
  return JSON.stringify({ type: 'options_update', payload })
}

/** Reads a message of the first version. Throws ValidationError for what is none. */
export function readV1Message(what: string, text: string): JetstreamMessage {
  const message = parseJson(`message of ${what}`, text)
  const issues = validate(jetstreamMessage, message, 'lenient')
  if (issues) throw new ValidationError(`message of ${what}`, issues)
  const { time_us: time } = message as JetstreamMessage
  if (!Number.isSafeInteger(time))
    throw validationError(`message of ${what}`, ['time_us'], 'an integer', 'another number')
  return message as JetstreamMessage
}
