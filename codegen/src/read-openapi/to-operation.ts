import { isDeepStrictEqual } from 'node:util'
import type {
  AnswerModel,
  OperationDefinition,
  PagingModel,
  ParameterModel,
  RequestBodyModel,
} from '../model/definition.ts'
import type { ObjectModel, PropertyModel, SchemaModel } from '../model/schema.ts'
import { KEYS, type Place } from './constructs.ts'
import { type Data, type Files, type Found, isData, type Report, within } from './files.ts'
import { describedOf, pick, type SchemaReader } from './to-schema.ts'

/** What reading an operation needs. */
export interface Reading {
  readonly files: Files
  readonly schemas: SchemaReader
  readonly report: Report
}

/** An operation where it stands: on a path, whose parameters it shares. */
export interface RawOperation {
  readonly method: OperationDefinition['method']
  readonly route: string
  readonly operation: Found<Data>
  readonly shared: readonly Found[]
  /** The requirements of the document, where it has none of its own. */
  readonly security: unknown
  /** Which property of the answer a page yields. */
  readonly items: Readonly<Record<string, string>>
}

const ID = /^[A-Za-z_$][\w$]*$/

/** Makes the model of an operation. */
export function toOperation(raw: RawOperation, reading: Reading): OperationDefinition | undefined {
  const { method, route, operation } = raw
  const { node, at } = operation
  const { report } = reading
  checkKeys(operation, 'an operation', report)
  const { operationId: id } = node
  if (typeof id !== 'string' || !ID.test(id)) {
    report(within(at, 'operationId'), 'expected a name such as "getStatus"')
    return undefined
  }
  const { byItem, ...parameters } = readParameters(raw, reading)
  const body = readBody(node, operation, reading)
  const answer = readAnswer(operation, reading)
  const paging = readPaging(raw, id, byItem)
  const summary = [node['summary'], node['description']].filter((text) => typeof text === 'string')
  return {
    kind: 'operation',
    id,
    name: id,
    path: at.path,
    ...describedOf(node),
    ...(summary.length > 0 && { description: summary.join('\n\n') }),
    method,
    route,
    ...parameters,
    ...(body && { body }),
    answer,
    ...pick(node, { apiVersion: 'x-api-version' }),
    ...readSecurity(node['security'] ?? raw.security ?? []),
    ...(paging && { paging }),
  }
}

interface Parameters {
  readonly routeParams: readonly ParameterModel[]
  readonly params?: ObjectModel
  readonly headers: readonly ParameterModel[]
  /** Pages begin below the id of an item. */
  readonly byItem: boolean
}

function readParameters(raw: RawOperation, reading: Reading): Parameters {
  const { report } = reading
  const { node, at } = raw.operation
  const own = listOf(node['parameters'], { node, at: within(at, 'parameters') }, report)
  const byKey = new Map<string, Found<Data>>()
  for (const found of [...raw.shared, ...own]) {
    const parameter = resolve(found, reading)
    if (parameter) byKey.set(`${String(parameter.node['in'])} ${String(parameter.node['name'])}`, parameter)
  }
  const routeParams = new Map<string, ParameterModel>()
  const headers: ParameterModel[] = []
  const properties: PropertyModel[] = []
  for (const parameter of byKey.values()) {
    checkKeys(parameter, 'a parameter', report)
    const { name, in: place } = parameter.node
    if (typeof name !== 'string') report(within(parameter.at, 'name'), 'expected a name')
    else if (place === 'path') routeParams.set(name, toParameter(parameter, name, name))
    else if (place === 'header') headers.push(toParameter(parameter, headerName(name), name))
    else if (place === 'query') properties.push(toQuery(parameter, name, reading))
    else report(within(parameter.at, 'in'), `expected path, query or header, got ${JSON.stringify(place)}`)
  }
  const maxId = byKey.get('query max_id')
  return {
    routeParams: routeNames(raw, routeParams, report),
    ...(properties.length > 0 && { params: { kind: 'object', properties } }),
    headers,
    byItem: maxId !== undefined && maxId.node['x-cursor'] !== true,
  }
}

/** In the order of the path, each described if it was. */
function routeNames(
  { route, operation }: RawOperation,
  described: ReadonlyMap<string, ParameterModel>,
  report: Report,
): ParameterModel[] {
  const names = [...route.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name)
  for (const name of described.keys()) {
    if (!names.includes(name)) report(operation.at, `there is no {${name}} in the path ${route}`)
  }
  return names.map((name) => {
    const parameter = described.get(name)
    if (!parameter) report(operation.at, `the parameter {${name}} of the path is not described`)
    return parameter ?? { name, wireName: name, required: true }
  })
}

function toParameter({ node }: Found<Data>, name: string, wireName: string): ParameterModel {
  return { name, wireName, required: node['required'] === true, ...describedOf(node) }
}

function toQuery({ node, at }: Found<Data>, wireName: string, { schemas, report }: Reading): PropertyModel {
  const { style = 'form', explode = true } = node
  if (style !== 'form') report(within(at, 'style'), `expected form, got ${JSON.stringify(style)}`)
  if (explode !== true)
    report(within(at, 'explode'), 'lists are sent as a parameter for each item: expected true')
  const { schema, nullable } = schemas.value(node['schema'], within(at, 'schema'))
  const brackets = wireName.endsWith('[]')
  if (brackets && schema.kind !== 'array') report(within(at, 'name'), 'only a list is sent with brackets')
  return {
    name: brackets ? wireName.slice(0, -2) : wireName,
    schema: { ...schema, ...describedOf(node) },
    required: node['required'] === true,
    nullable,
    ...(brackets && { brackets }),
  }
}

/** `Idempotency-Key` becomes `idempotencyKey`. */
function headerName(name: string): string {
  const [first = '', ...rest] = name.split(/[^A-Za-z0-9]+/)
  return first.toLowerCase() + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('')
}

function readBody(node: Data, { at }: Found, reading: Reading): RequestBodyModel | undefined {
  const { report, schemas } = reading
  if (node['requestBody'] === undefined) return undefined
  const body = resolve({ node: node['requestBody'], at: within(at, 'requestBody') }, reading)
  if (!body) return undefined
  checkKeys(body, 'a body', report)
  const all = mediaOf(body, reading)
  const media = all.find(({ type }) => type === 'application/json') ?? all[0]
  const place = within(body.at, 'content')
  if (!media || !all.every(({ type }) => ENCODINGS.has(type))) {
    report(place, 'expected application/json, multipart/form-data or both')
    return undefined
  }
  const encoding = all.length > 1 ? 'either' : (ENCODINGS.get(media.type) ?? 'json')
  if (!all.every(({ schema }) => isDeepStrictEqual(schema, media.schema)))
    report(place, 'expected the same schema for JSON and form')
  const required = body.node['required'] === true
  return { encoding, required, ...describedOf(body.node), schema: schemas.read(media.schema, media.at) }
}

const ENCODINGS: ReadonlyMap<string, RequestBodyModel['encoding']> = new Map([
  ['application/json', 'json'],
  ['multipart/form-data', 'multipart'],
])

interface Media {
  readonly type: string
  readonly schema: unknown
  readonly at: Found['at']
}

function mediaOf({ node, at }: Found<Data>, { report }: Reading): Media[] {
  const { content = {} } = node
  const place = within(at, 'content')
  if (!isData(content)) {
    report(place, 'expected an object')
    return []
  }
  return Object.entries(content).map(([type, media]) => {
    const here = within(place, type)
    const data = isData(media) ? media : {}
    checkKeys({ node: data, at: here }, 'a media type', report)
    return { type, schema: data['schema'] ?? {}, at: within(here, 'schema') }
  })
}

/** Whether a body can be understood as JSON. */
function isJsonType(type: string): boolean {
  return /^application\/(?:[\w.-]+\+)?json$/.test(type)
}

function readAnswer(operation: Found<Data>, reading: Reading): AnswerModel {
  const { report, schemas } = reading
  const place = within(operation.at, 'responses')
  const { responses } = operation.node
  if (!isData(responses) || Object.keys(responses).length === 0) report(place, 'expected answers by status')
  const statuses: number[] = []
  const forms = new Map<string, SchemaModel>()
  const encodings = new Set<string>()
  let [empty, description] = [0, undefined as unknown]
  for (const [status, response] of Object.entries(isData(responses) ? responses : {})) {
    const answer = resolve({ node: response, at: within(place, status) }, reading)
    if (!answer) continue
    checkKeys(answer, 'an answer', report)
    const media = mediaOf(answer, reading)
    // Errors are read for the schemas that they refer to, which are of use by themselves.
    const read = media.map(({ type, schema, at }) => ({ type, schema, at, model: schemas.read(schema, at) }))
    if (!/^[23]\d\d$/.test(status)) continue
    statuses.push(Number(status))
    description ??= answer.node['description']
    const [first, ...others] = read
    if (others.length > 0) report(within(answer.at, 'content'), 'expected one type of body')
    if (!first) empty++
    else {
      encodings.add(isJsonType(first.type) ? 'application/json' : first.type)
      if (isJsonType(first.type)) forms.set(JSON.stringify([first.schema, first.at.file]), first.model)
    }
  }
  if (statuses.length === 0) report(place, 'expected an answer of success')
  if (encodings.size > 1) report(place, `expected one type of body, got ${[...encodings].join(' and ')}`)
  const [encoding] = encodings
  const [form, ...moreForms] = forms.values()
  const schema: SchemaModel | undefined =
    form && moreForms.length > 0 ? { kind: 'choice', forms: [form, ...moreForms] } : form
  return {
    statuses,
    ...(typeof description === 'string' && { description }),
    ...(encoding !== undefined && { encoding }),
    ...(schema && { schema }),
    mayBeEmpty: empty > 0 && empty < statuses.length,
  }
}

function readPaging(
  { operation: { node }, items }: RawOperation,
  id: string,
  byItem: boolean,
): PagingModel | undefined {
  const by = node['x-pagination']
  if (by !== 'link' && by !== 'offset') return undefined
  const itemsHint = items[id]
  return {
    by,
    ...(itemsHint !== undefined && { itemsHint }),
    ...pick(node, { key: 'x-item-key' }),
    ...(by === 'link' && byItem && node['x-item-key'] === undefined && { byItem }),
    ...(node['x-gaps'] === true && { gaps: true }),
  }
}

/** Whose token is asked for, and what it must allow. */
export function readSecurity(security: unknown): Pick<OperationDefinition, 'token' | 'scopes'> {
  const alternatives = (Array.isArray(security) ? security : []).filter(isData)
  const tokens = alternatives.flatMap((alternative) => Object.entries(alternative))
  const scopes = tokens.map(([, needed]) => (Array.isArray(needed) ? needed.join(' ') : ''))
  const distinct = [...new Set(scopes.filter((scope) => scope !== ''))]
  if (tokens.length === 0) return { scopes: [] }
  const optional = alternatives.some((alternative) => Object.keys(alternative).length === 0)
  const app = tokens.some(([scheme]) => scheme === 'app')
  return { token: optional ? 'optional' : app ? 'app' : 'user', scopes: distinct }
}

/** What stands at a place, or where a reference there leads. */
export function resolve({ node, at }: Found, { files, report }: Reading): Found<Data> | undefined {
  if (!isData(node)) {
    report(at, 'expected an object')
    return undefined
  }
  if (typeof node['$ref'] !== 'string') return { node, at }
  const { $ref, ...beside } = node
  const found = files.follow($ref, at)
  return found && { node: { ...found.node, ...beside }, at: found.at }
}

export function listOf(node: unknown, { at }: Found, report: Report): Found[] {
  if (node === undefined) return []
  if (Array.isArray(node)) return node.map((item: unknown, index) => ({ node: item, at: within(at, index) }))
  report(at, 'expected a list')
  return []
}

/** Reports what a place may not hold. */
export function checkKeys({ node, at }: Found<Data>, what: Place, report: Report): void {
  const known: readonly string[] = KEYS[what]
  for (const key of Object.keys(node)) {
    if (known.includes(key) || key.startsWith('x-')) continue
    report(within(at, key), `unsupported part of ${what}, expected one of ${known.join(', ')}`)
  }
}
