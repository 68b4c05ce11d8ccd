import type { EventModel } from '../model/stream.ts'
import type { NamedStream, StreamsPlan } from '../plan/plan-streams.ts'
import { mark, valueText, versionText } from './surface-text.ts'
import { walk } from './walk.ts'

/** One line for each stream and its parameter, and for each event. */
export function streamLines({ streams, events }: StreamsPlan): string[] {
  return [...streams.flatMap(linesOf), ...events.map(({ model }) => eventLine(model))]
}

function linesOf({ model }: NamedStream): string[] {
  const { name, route, query, parameter, token, scopes, events } = model
  const head = [
    `stream ${name} ${route}`,
    ...Object.entries(query).map(([key, value]) => `query.${key}=${valueText(value)}`),
    ...(token === undefined ? [] : [`token=${token}`]),
    ...(scopes.length > 0 ? [`scopes=${scopes.map(valueText).join(',')}`] : []),
  ]
  return [
    head.join(' ') + versionText(model) + mark(model),
    ...(parameter ? [`stream ${name} params.${parameter.name} string`] : []),
    ...events.map((event) => `stream ${name} event ${event}`),
  ]
}

function eventLine(event: EventModel): string {
  const { name, encoding, schema } = event
  const type = schema ? ` ${walk.surface(schema)}` : ''
  return `event ${name} ${encoding}${type}${versionText(event)}${mark(event)}`
}
