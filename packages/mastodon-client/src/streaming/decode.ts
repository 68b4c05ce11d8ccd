import { type ClientSettings, isValidationError, type ValidationError } from '@typefed/core'
import { checkResponse, validationError } from '@typefed/core/internal'
import type { StreamedEvent } from '@typefed/core/rest'
import type { Channel } from './channel.ts'
import type { Gap } from './backfill.ts'
import type { EventSubscription } from './event-subscription.ts'

/** An event as it is handed on. */
export interface DecodedEvent {
  readonly event: string
  readonly payload: unknown
}

/** Decodes the events of a loop as it takes them, and leaves the gaps between them where they are. */
export async function* decodeEvents(
  subscription: EventSubscription,
): AsyncGenerator<DecodedEvent | Gap, void> {
  for await (const arrival of subscription.take()) {
    const item = 'event' in arrival ? subscription.decode(arrival) : arrival
    if (item) yield item
  }
}

/**
 * Parses and checks the payload of an event, as the settings say. Reports one that cannot be read, and gives nothing
 * for it; an event that is not known is handed on as it came.
 */
export function decodeEvent(
  { data }: Channel,
  raw: DecodedEvent,
  settings: ClientSettings,
  report: (error: ValidationError) => void,
): DecodedEvent | undefined {
  const described = data.events.find(({ event }) => event === raw.event)
  const what = `${raw.event} of ${data.stream}`
  let failure: ValidationError
  try {
    if (!described) return { event: raw.event, payload: own(raw.payload) }
    return { event: raw.event, payload: readPayload(what, described, raw.payload, settings, report) }
  } catch (error) {
    // What is nested more deeply than the stack allows.
    if (error instanceof RangeError)
      failure = validationError(what, [], 'a payload of few levels', 'a deeper one')
    else if (isValidationError(error)) failure = error
    else throw error
  }
  report(failure)
  return undefined
}

function readPayload(
  what: string,
  { encoding, payload: schema }: StreamedEvent,
  payload: unknown,
  settings: ClientSettings,
  report: (error: ValidationError) => void,
): unknown {
  if (encoding === 'none') return undefined
  if (encoding === 'text') return readText(what, payload)
  // Most servers send JSON as a text in the JSON, some send it as it is.
  const value = typeof payload === 'string' ? parse(what, payload) : own(payload)
  if (schema) checkResponse(what, schema, value, { ...settings, onWarning: report })
  return value
}

/** Ids are texts, although some servers send them as numbers. */
function readText(what: string, payload: unknown): string {
  if (typeof payload === 'string') return payload
  if (typeof payload === 'number') return String(payload)
  throw validationError(
    what,
    [],
    'a text',
    payload === undefined ? 'nothing' : `a value of type ${typeof payload}`,
  )
}

function parse(what: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw validationError(what, [], 'JSON', 'another text')
  }
}

/** A value that nobody else has: others may listen to the same channel. */
function own(payload: unknown): unknown {
  return typeof payload === 'object' ? structuredClone(payload) : payload
}
