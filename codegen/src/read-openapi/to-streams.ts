import { shownPath } from '../config/load-config.ts'
import type { ParameterModel } from '../model/definition.ts'
import type { EventModel, StreamingModel, StreamModel } from '../model/stream.ts'
import { type Data, type Found, isData, within } from './files.ts'
import { checkKeys, readSecurity, type Reading, resolve } from './to-operation.ts'
import { describedOf } from './to-schema.ts'

/** Reads what the document says of streams in `x-streams`, `x-events` and `x-websocket`, if it says anything. */
export function readStreams(root: Found<Data>, cwd: string, reading: Reading): StreamingModel | undefined {
  if (root.node['x-streams'] === undefined) return undefined
  const placed = ({ at }: Found) => ({ file: shownPath(cwd, at.file), path: at.path })
  const streams = entriesOf(root, 'x-streams', reading).map(([name, found]): StreamModel => ({
    ...toStream(name, found, reading),
    ...placed(found),
  }))
  const events = entriesOf(root, 'x-events', reading).map(([name, found]): EventModel => ({
    ...toEvent(name, found, reading),
    ...placed(found),
  }))
  return { route: readRoute(root, reading), streams, events }
}

function mapOf(root: Found<Data>, key: string, reading: Reading): Found<Data> | undefined {
  return resolve({ node: root.node[key], at: within(root.at, key) }, reading)
}

function entriesOf(root: Found<Data>, key: string, reading: Reading): [string, Found<Data>][] {
  const map = mapOf(root, key, reading)
  return Object.entries(map?.node ?? {}).flatMap(([name, node]): [string, Found<Data>][] => {
    const at = within((map as Found).at, name)
    if (isData(node)) return [[name, { node, at }]]
    reading.report(at, 'expected an object')
    return []
  })
}

function readRoute(root: Found<Data>, reading: Reading): string {
  const socket = mapOf(root, 'x-websocket', reading)
  const route = socket?.node['path']
  if (typeof route === 'string') return route
  if (socket) reading.report(within(socket.at, 'path'), 'expected the path of the socket')
  return ''
}

function toStream(
  name: string,
  found: Found<Data>,
  reading: Reading,
): Omit<StreamModel, 'file' | keyof Found['at']> {
  const { node, at } = found
  checkKeys(found, 'a stream', reading.report)
  const { path: route, query = {}, events = [], security } = node
  if (typeof route !== 'string') reading.report(within(at, 'path'), 'expected the path of the stream')
  if (!isData(query) || Object.values(query).some((value) => typeof value === 'object'))
    reading.report(within(at, 'query'), 'expected plain values by name')
  if (!Array.isArray(events) || events.some((event) => typeof event !== 'string'))
    reading.report(within(at, 'events'), 'expected a list of names')
  const parameter = readParameter(found, reading)
  return {
    name,
    ...describedOf(node),
    route: String(route),
    query: query as StreamModel['query'],
    ...(parameter && { parameter }),
    ...readSecurity(security),
    events: [events].flat().map(String),
  }
}

function readParameter({ node, at }: Found<Data>, { report }: Reading): ParameterModel | undefined {
  const { parameters = {} } = node
  const place = within(at, 'parameters')
  const [first, ...others] = isData(parameters) ? Object.entries(parameters) : []
  if (!isData(parameters) || others.length > 0) report(place, 'expected at most one parameter, by its name')
  if (!first) return undefined
  const [name, parameter] = first
  const isText = isData(parameter) && parameter['type'] === 'string' && parameter['required'] === true
  if (!isText) report(within(place, name), 'expected a text that is required')
  return {
    name,
    wireName: name,
    required: true,
    ...(isData(parameter) && describedOf(parameter)),
  }
}

const ENCODINGS: readonly unknown[] = ['json', 'text', 'none'] satisfies EventModel['encoding'][]

function toEvent(
  name: string,
  found: Found<Data>,
  { report, schemas }: Reading,
): Omit<EventModel, 'file' | keyof Found['at']> {
  const { node, at } = found
  checkKeys(found, 'an event', report)
  const { encoding, payload } = node
  if (!ENCODINGS.includes(encoding))
    report(
      within(at, 'encoding'),
      `expected json, text or none, got ${JSON.stringify(encoding) ?? 'nothing'}`,
    )
  if ((encoding === 'none') !== (payload === undefined))
    report(within(at, 'payload'), 'expected a schema, except where the encoding is none')
  const event = { name, ...describedOf(node), encoding: encoding as EventModel['encoding'] }
  if (encoding !== 'json' || payload === undefined) return event
  const schema = schemas.read(payload, within(at, 'payload'))
  if (schema.kind !== 'ref' && schema.kind !== 'any')
    report(within(at, 'payload'), 'expected a reference to a schema, or any value')
  return { ...event, schema }
}
