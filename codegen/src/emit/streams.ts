import { type InterfaceDeclarationStructure, type StatementStructures } from 'ts-morph'
import type { RestPlan } from '../plan/plan-rest.ts'
import type { NamedEvent, NamedStream, StreamsPlan } from '../plan/plan-streams.ts'
import { Scope } from '../plan/scope.ts'
import { arrayCode, literal, objectCode, pure, quote, tallObjectCode, typeKey, unionType } from './code.ts'
import { importsOf } from './module.ts'
import { constant, floorParameter, interfaceOf, typeAlias } from './statements.ts'
import { walk } from './walk.ts'

/** The module of streams. */
export const STREAMS = 'streams'

/** The module of streams: the type and the description of each event, and of each stream. */
export function emitStreams(plan: RestPlan, streams: StreamsPlan): StatementStructures[] {
  const scope = new Scope(plan, { module: STREAMS, has: () => false })
  const statements = [
    ...streams.events.flatMap((event) => emitEvent(event, scope)),
    emitUnion(streams.any, streams.events, scope, 'Any event, told apart by its name.'),
    constant(
      streams.list,
      `readonly ${scope.runtimeType('StreamedEvent')}[]`,
      arrayCode(streams.events.map(({ value }) => value)),
      { description: 'All events: a server may send any of them on any stream.' },
    ),
    ...streams.streams.flatMap((stream) => emitStream(stream, streams, scope)),
  ]
  return [...importsOf(scope), ...statements]
}

function emitEvent({ model, type, value, generic }: NamedEvent, scope: Scope): StatementStructures[] {
  const { name, encoding, schema, since } = model
  const structure: InterfaceDeclarationStructure = {
    ...interfaceOf(
      type,
      [
        { name: 'event', isReadonly: true, type: quote(name) },
        { name: 'payload', isReadonly: true, type: payloadType(model, scope.withFloor('V')) },
      ],
      model,
    ),
    ...(generic && { typeParameters: [floorParameter(scope)] }),
  }
  const members: [string, string | undefined][] = [
    ['event', quote(name)],
    ['encoding', quote(encoding)],
    ['payload', schema && pure(walk.schema(schema, scope))],
    ['requires', versionCode(since)],
  ]
  return [structure, constant(value, scope.runtimeType('StreamedEvent'), codeOf(members), model)]
}

function payloadType({ encoding, schema }: NamedEvent['model'], scope: Scope): string {
  if (schema) return walk.type(schema, scope)
  return encoding === 'text' ? 'string' : 'undefined'
}

function emitUnion(
  name: string,
  events: readonly NamedEvent[],
  scope: Scope,
  description: string,
): StatementStructures {
  const members = events.map(({ type, generic }) => `${type}${generic ? '<V>' : ''}`)
  const alias = typeAlias(name, unionType([...members, scope.runtimeType('UnknownEvent')]), { description })
  return events.some(({ generic }) => generic) ? { ...alias, typeParameters: [floorParameter(scope)] } : alias
}

function emitStream(
  stream: NamedStream,
  { events: all, list }: StreamsPlan,
  scope: Scope,
): StatementStructures[] {
  const { model, event, answer, value, events } = stream
  const known = `An event of \`${model.name}\`, which is known to have: ${events.map((one) => one.model.name).join(', ')}.`
  return [
    emitUnion(event, all, scope, known),
    ...(answer === undefined ? [] : [emitAnswer(answer, stream, scope)]),
    ...emitOptions(stream, scope),
    constant(
      value,
      `${scope.runtimeType('StreamEndpoint')}<${streamArgs(stream, scope)}, ${answer ?? event}>`,
      streamCode(stream, list),
      model,
    ),
  ]
}

function emitAnswer(name: string, { model, event }: NamedStream, scope: Scope): StatementStructures {
  const member = { name: 'output', isReadonly: true, type: `${event}<this['floor']>` }
  return {
    ...interfaceOf(name, [member], { description: `What \`${model.name}\` streams, by floor.` }),
    extends: [scope.versionType('Answer')],
  } satisfies InterfaceDeclarationStructure
}

function emitOptions({ model, options, variants }: NamedStream, scope: Scope): StatementStructures[] {
  if (options === undefined) return []
  const members = [...variants].map(([name, variant]) => ({
    name: typeKey(name),
    type: 'boolean',
    hasQuestionToken: true,
    docs: [[variant.model.description ?? '', 'Default: false.'].filter(Boolean).join(' ')],
  }))
  const structure = interfaceOf(options, members, { description: `Options of \`${model.name}\`.` })
  return [
    { ...structure, extends: [scope.runtimeType('ListenOptions')] } satisfies InterfaceDeclarationStructure,
  ]
}

/** The arguments that a stream is listened to with, as the members of a tuple. */
export function streamArgs({ model, options }: NamedStream, scope: Scope, own?: string): string {
  const type = options === undefined ? scope.runtimeType('ListenOptions') : (own ?? options)
  const { parameter } = model
  return `[${parameter ? `${parameter.name}: string, ` : ''}options?: ${type}]`
}

function streamCode({ model, events, variants }: NamedStream, list: string): string {
  const { name, route, query, parameter, since, token, scopes } = model
  return codeOf([
    ['stream', quote(name)],
    ['path', quote(route)],
    ['query', Object.keys(query).length > 0 ? literal(query) : undefined],
    ['parameter', parameter && quote(parameter.wireName)],
    ['requires', versionCode(since)],
    ['token', token && quote(token)],
    ['scopes', arrayCode(scopes.map(quote))],
    ['events', list],
    ['usual', arrayCode(events.map((event) => quote(event.model.name)))],
    [
      'variants',
      variants.size > 0 ? objectCode([...variants].map(([key, { value }]) => [key, value])) : undefined,
    ],
  ])
}

function versionCode(since: string | undefined): string | undefined {
  return since === undefined || since === 'unknown' ? undefined : quote(since)
}

function codeOf(members: readonly [string, string | undefined][]): string {
  return tallObjectCode(
    members.flatMap(([name, code]) => (code === undefined ? [] : [[name, code] as const])),
  )
}
