import { decode, decodeFirst } from '@atcute/cbor'
import { StreamError } from '@typefed/core'
import type { Endpoint } from '@typefed/core/internal'

/** A message of an event stream, with its full name. */
export interface Message {
  $type: string
  [key: string]: unknown
}

type Fields = Record<string, unknown>
type Decode = (nsid: string, frame: Uint8Array | string) => Message | undefined

const SUBPROTOCOLS: Readonly<Record<string, Decode>> = {
  // https://atproto.com/specs/event-stream
  'xrpc.v0.cbor': readHeaderAndBody,
  // Proposal 0015 of the AT Protocol.
  'xrpc.v1.cbor': (nsid, frame) => readEnvelope(nsid, decode(asBytes(frame))),
  'xrpc.v1.json': (nsid, frame) => readEnvelope(nsid, JSON.parse(asText(frame))),
}

/**
 * Decodes one frame of an event stream; `undefined` for an envelope of an unknown kind.
 *
 * Throws the StreamError that an error frame holds, with its name, and other errors for what is no frame at all.
 */
export function decodeFrame(
  { name, subprotocol = 'xrpc.v0.cbor' }: Pick<Endpoint, 'name' | 'subprotocol'>,
  frame: Uint8Array | string,
): Message | undefined {
  return SUBPROTOCOLS[subprotocol]?.(name, frame)
}

function readHeaderAndBody(nsid: string, frame: Uint8Array | string): Message {
  const [header, rest] = decodeFirst(asBytes(frame)) as [unknown, Uint8Array]
  const [body] = decodeFirst(rest) as [unknown, Uint8Array]
  const { op, t: type } = asFields(header, 'header')
  const message = asFields(body, 'body')
  if (op === -1) throw errorOf(nsid, message)
  if (op !== 1 || typeof type !== 'string') throw new TypeError('a header of an unknown kind')
  return named(nsid, type, message)
}

/** Reads a message that is one object: its kind, and what it holds. */
function readEnvelope(nsid: string, data: unknown): Message | undefined {
  const envelope = asFields(data, 'frame')
  const { $type: kind, payload } = envelope
  if (kind === 'error' && envelope['error']) throw errorOf(nsid, envelope)
  if (typeof kind !== 'string' || kind === 'error') throw new TypeError('an envelope of no kind')
  if (kind !== 'message') return undefined
  const message = asFields(payload, 'payload')
  if (typeof message['$type'] !== 'string') throw new TypeError('a payload without $type')
  return named(nsid, message['$type'], message)
}

function named(nsid: string, type: string, message: Fields): Message {
  message['$type'] = type.startsWith('#') ? nsid + type : type
  return message as Message
}

function errorOf(nsid: string, { error, message }: Fields): StreamError {
  const name = typeof error === 'string' ? error : ''
  const words = [name || 'error', message].filter((part) => typeof part === 'string')
  return new StreamError(`${nsid}: ${words.join(': ')}`, { error: name })
}

function asFields(value: unknown, part: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new TypeError(`a ${part} that is no map`)
}

function asBytes(frame: Uint8Array | string): Uint8Array {
  if (typeof frame === 'string') throw new TypeError('a string instead of bytes')
  return frame
}

function asText(frame: Uint8Array | string): string {
  if (typeof frame !== 'string') throw new TypeError('bytes instead of a string')
  return frame
}
