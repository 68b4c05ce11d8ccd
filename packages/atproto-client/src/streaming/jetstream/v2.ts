import { ValidationError } from '@typefed/core'
import { targetOf, validate } from '@typefed/core/internal'
import {
  subscribeEvents,
  type SubscribeEventsMessage,
} from '../../generated/lexicons/network.bsky.jetstream.subscribeEvents.ts'
import { decodeFrame } from '../frame.ts'
import type { AnyEvent } from '../firehose/read-events.ts'
import type { Cursor } from '../position/scale.ts'
import type { JetstreamFilter } from './options.ts'

/** The subprotocol of the stream. */
export const V2_SUBPROTOCOL: string = subscribeEvents.subprotocol as string

/**
 * The address of a stream of the second version. Throws ValidationError for a filter that the lexicon does not allow.
 *
 * @param dictionary the id of the dictionary that messages are to be compressed with
 */
export function v2Url(
  service: string,
  { collections = ['*'], dids, kinds, maxMessageSize }: JetstreamFilter<string>,
  cursor: Cursor | undefined,
  dictionary: number | undefined,
): URL {
  const params = {
    ...(cursor !== undefined && { cursor }),
    ...(kinds && { kinds }),
    ...(dids && { dids }),
    ...(!collections.includes('*') && { collections }),
    ...(maxMessageSize && { maxMessageSizeBytes: maxMessageSize }),
    ...(dictionary !== undefined && { zstdDictionary: dictionary }),
  }
  const url = new URL(targetOf(subscribeEvents, { params }), service)
  url.protocol = url.protocol.replace('http', 'ws')
  return url
}

/**
 * Reads a message of the second version; `undefined` for an envelope of an unknown kind.
 *
 * Throws the StreamError that an error frame holds, and other errors for what is no message.
 */
export function readV2Message(text: string): SubscribeEventsMessage | undefined {
  const message = decodeFrame(subscribeEvents, text)
  const issues =
    message &&
    validate(subscribeEvents.message as NonNullable<typeof subscribeEvents.message>, message, 'lenient')
  if (issues) throw new ValidationError(`message of ${subscribeEvents.name}`, issues)
  return message as SubscribeEventsMessage | undefined
}

/**
 * The event that a message holds; `undefined` for a remark, and for a kind that this client does not know. Throws for a write
 * without its record.
 */
export function readV2Event(message: SubscribeEventsMessage): AnyEvent | undefined {
  switch (message.$type) {
    case 'network.bsky.jetstream.subscribeEvents#commit': {
      const { did, seq, time, rev, collection, rkey, operation, cid, record } = message
      const place = {
        kind: 'commit',
        did,
        seq,
        time,
        rev,
        collection,
        rkey,
        uri: `at://${did}/${collection}/${rkey}`,
      } as const
      if (operation === 'delete') return { ...place, action: 'delete' }
      const action = operation === 'update' ? 'update' : 'create'
      if (operation !== action) return undefined
      if (!record || cid === undefined)
        throw new TypeError(`${place.uri}: a record is written that is not there`)
      return { ...place, action, cid, record }
    }
    case 'network.bsky.jetstream.subscribeEvents#identity': {
      const { did, seq, time, identity } = message
      return { kind: 'identity', did, seq, time, handle: identity.handle }
    }
    case 'network.bsky.jetstream.subscribeEvents#account': {
      const { did, seq, time, account } = message
      return { kind: 'account', did, seq, time, active: account.active, status: account.status }
    }
    case 'network.bsky.jetstream.subscribeEvents#sync': {
      const { did, seq, time, sync } = message
      return { kind: 'sync', did, seq, time, rev: sync.rev, tooBig: false }
    }
    default:
      return undefined
  }
}
