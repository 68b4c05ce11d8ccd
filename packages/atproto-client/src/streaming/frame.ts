import { decodeFirst } from '@atcute/cbor'
import { StreamError } from '@typefed/core'

/** A message of an event stream, with its full name. */
export interface Message {
  $type: string
  [key: string]: unknown
}

/**
 * Decodes one frame of an event stream: https://atproto.com/specs/event-stream
 *
 * Throws the StreamError that an error frame holds, with its name, and other errors for what is no frame at all.
 */
export function decodeFrame(nsid: string, frame: Uint8Array): Message {
  const [header, rest] = decodeFirst(frame) as [unknown, Uint8Array]
  const [body] = decodeFirst(rest) as [unknown, Uint8Array]
  const { op, t: type } = asObject(header, 'header')
  const message = asObject(body, 'body')
  if (op === -1) throw errorOf(nsid, message)
  if (op !== 1 || typeof type !== 'string') throw new TypeError('a header of an unknown kind')
  message['$type'] = type.startsWith('#') ? nsid + type : type
  return message as Message
}

function errorOf(nsid: string, { error, message }: Record<string, unknown>): StreamError {
  const name = typeof error === 'string' ? error : ''
  const words = [name || 'error', message].filter((part) => typeof part === 'string')
  return new StreamError(`${nsid}: ${words.join(': ')}`, { error: name })
}

function asObject(value: unknown, part: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw new TypeError(`a ${part} that is no map`)
}
