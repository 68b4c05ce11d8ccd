import type { Problem } from '../model/problem.ts'
import type { EventModel, StreamingModel, StreamModel } from '../model/stream.ts'
import { lowerFirst } from './casing.ts'
import type { NameTables } from './name-module.ts'
import { dependsOnFloor, type Versions } from './versions.ts'

/** A stream or an event under the names that it has in code. */
export interface NamedEvent {
  readonly model: EventModel
  /** `StreamedUpdate` */
  readonly type: string
  /** `streamedUpdate` */
  readonly value: string
  /** Whether its type differs by floor. */
  readonly generic: boolean
}

/** A stream under the names that it has in code. */
export interface NamedStream {
  readonly model: StreamModel
  /** What it is called as a method: `publicLocal`. */
  readonly method: string
  /** `publicLocalStream` */
  readonly value: string
  /** The type of its events, which may be any: `PublicLocalStreamEvent`. */
  readonly event: string
  /** That type by floor, where it differs: `PublicLocalStreamAnswer`. */
  readonly answer?: string
  /** The type of its options, where it has some of its own. */
  readonly options?: string
  /** The events that it is known to have. */
  readonly events: readonly NamedEvent[]
  /** Streams of the same route that ask for less of it, by the option that chooses them: `onlyMedia`. */
  readonly variants: ReadonlyMap<string, NamedStream>
}

/** What the module of streams holds. */
export interface StreamsPlan {
  /** Where the methods stand in the tree. */
  readonly route: string
  readonly events: readonly NamedEvent[]
  /** Variants stand before what they vary. */
  readonly streams: readonly NamedStream[]
  /** The type of any event. */
  readonly any: string
  /** The list of all events. */
  readonly list: string
}

interface Naming {
  readonly tables: NameTables
  readonly word: (name: string) => string
}

/** Gives events and streams their names, and finds which streams are variants of others. */
export function planStreams(
  { route, streams, events }: StreamingModel,
  routes: ReadonlySet<string>,
  versions: Versions,
  { tables, word }: Naming,
  problems: Problem[],
): StreamsPlan {
  const named = new Map(events.map((model) => [model.name, nameEvent(model, versions, { tables, word })]))
  const isVariant = ({ query }: StreamModel): boolean => Object.keys(query).length > 0
  const found = new Map<string, NamedStream[]>()
  const all: NamedStream[] = []
  for (const model of [...streams.filter(isVariant), ...streams.filter((one) => !isVariant(one))]) {
    checkStream(model, routes, named, problems)
    const variants = isVariant(model) ? [] : (found.get(model.route) ?? [])
    const stream = nameStream(model, named, variants, { tables, word })
    all.push(stream)
    if (isVariant(model)) found.set(model.route, [...(found.get(model.route) ?? []), stream])
  }
  return {
    route,
    events: [...named.values()],
    streams: all,
    any: tables.types.take('StreamEvent', 'any event'),
    list: tables.values.take('streamedEvents', 'the list of all events'),
  }
}

function checkStream(
  { file, path, name, route, events }: StreamModel,
  routes: ReadonlySet<string>,
  named: ReadonlyMap<string, NamedEvent>,
  problems: Problem[],
): void {
  if (!routes.has(route)) {
    problems.push({
      file,
      path,
      message: `there is no operation at ${route}, the path of the stream ${name}`,
    })
  }
  for (const event of events) {
    if (!named.has(event)) problems.push({ file, path, message: `there is no event "${event}" in x-events` })
  }
}

function nameEvent(model: EventModel, versions: Versions, { tables, word }: Naming): NamedEvent {
  const owner = `the event ${model.name}`
  const wanted = `Streamed${word(model.name)}`
  return {
    model,
    type: tables.types.take(wanted, owner),
    value: tables.values.take(lowerFirst(wanted), owner),
    generic: model.schema !== undefined && dependsOnFloor(model.schema, versions),
  }
}

function nameStream(
  model: StreamModel,
  named: ReadonlyMap<string, NamedEvent>,
  variants: readonly NamedStream[],
  { tables, word }: Naming,
): NamedStream {
  const owner = `the stream ${model.name}`
  const base = word(model.name)
  const events = model.events.flatMap((name) => named.get(name) ?? [])
  const take = (suffix: string): string => tables.types.take(`${base}Stream${suffix}`, owner)
  return {
    model,
    method: lowerFirst(base),
    value: tables.values.take(lowerFirst(`${base}Stream`), owner),
    event: take('Event'),
    // Servers send events on streams that are not known to have them.
    ...([...named.values()].some(({ generic }) => generic) && { answer: take('Answer') }),
    ...(variants.length > 0 && { options: take('Options') }),
    events,
    variants: new Map(
      variants.map((variant) => [lowerFirst(Object.keys(variant.model.query).map(word).join('')), variant]),
    ),
  }
}

/** The streams that are methods of their own; the others are chosen by an option of these. */
export function methodsOf({ streams }: StreamsPlan): NamedStream[] {
  const chosen = new Set(streams.flatMap(({ variants }) => [...variants.values()]))
  return streams.filter((stream) => !chosen.has(stream))
}
