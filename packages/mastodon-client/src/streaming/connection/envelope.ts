import { keyOf } from '../channel.ts'

/** An event as it came. */
export interface RawEvent {
  readonly event: string
  readonly payload: unknown
  /** Of the message. */
  readonly bytes: number
}

/** A message on a WebSocket. */
export type Envelope =
  /** `key`: the channel it belongs to; absent where the server does not say. */
  | { readonly kind: 'event'; readonly key: string | undefined; readonly raw: RawEvent }
  | Refusal
  | { readonly kind: 'invalid'; readonly expected: string; readonly received: string }

/** A subscription is refused; older servers send no status. */
export interface Refusal {
  readonly kind: 'refusal'
  readonly status: number | undefined
  readonly error: string
}

/** Parses a message of the server. Never throws. */
export function parseEnvelope(frame: string | Uint8Array): Envelope {
  if (typeof frame !== 'string') return invalid('a message of text', 'one of bytes')
  const message = parse(frame)
  if (!message) return invalid('an object of JSON', 'another text')
  const { event, payload, stream, error, status } = message
  if (typeof event === 'string')
    return { kind: 'event', key: keyFrom(stream), raw: { event, payload, bytes: frame.length } }
  if (typeof error === 'string') {
    return { kind: 'refusal', status: typeof status === 'number' ? status : undefined, error }
  }
  return invalid('an event or an error', 'an object without either')
}

function invalid(expected: string, received: string): Envelope {
  return { kind: 'invalid', expected, received }
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

/** The channel that a message names; `undefined` if it names none, or in no way that is known. */
function keyFrom(stream: unknown): string | undefined {
  const [name, argument] = [stream].flat() as unknown[]
  if (typeof name !== 'string') return undefined
  if (typeof argument === 'string' || typeof argument === 'number') return keyOf([name, String(argument)])
  // GoToSocial writes both into one: `list:01H…`.
  const [, list] = /^list:(.+)$/s.exec(name) ?? []
  return keyOf(list === undefined ? [name] : ['list', list])
}
