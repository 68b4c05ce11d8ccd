import { fileURLToPath } from 'node:url'
import { answersOf } from '@typefed/mastodon-spec/src/answers.ts'
import {
  child,
  follow,
  isObject,
  type Json,
  loadSpec,
  objects,
  schemaName,
  type Spec,
  strings,
} from '@typefed/mastodon-spec/src/load.ts'
import { type Stamps, stamps } from './version.ts'

export { child, isObject, type Json, objects, strings }

/** A parameter of an operation, references followed. */
export interface Parameter extends Stamps {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  requiresToken: boolean
  schema: Json
}

/** What an operation takes as its body. */
export interface BodyShape {
  required: boolean
  /** `application/json`, `multipart/form-data` or both. */
  mediaTypes: readonly string[]
  schema: Json
}

/** One answer that an operation may give. */
export interface AnswerShape {
  status: number
  /** Undefined: without a body. */
  mediaType: string | undefined
  schema: Json | undefined
  /** Names of the headers it declares. */
  headers: readonly string[]
}

/** An operation of the document. */
export interface Operation extends Stamps {
  id: string
  /** In upper case. */
  method: string
  alsoMethods: readonly string[]
  /** `/api/v1/statuses/{id}` */
  path: string
  tag: string
  parameters: readonly Parameter[]
  body: BodyShape | undefined
  answers: readonly AnswerShape[]
  /** Alternatives of scheme and scopes; one without a scheme: a call without a token. None: public. */
  security: readonly Readonly<Record<string, readonly string[]>>[]
  pagination: string
  permissions: readonly string[]
}

/** A scope, what it includes and when it came. */
export interface Scope extends Stamps {
  grants: readonly string[]
}

/** A stream that can be listened to. */
export interface StreamShape extends Stamps, Pick<Operation, 'path' | 'security'> {
  /** What is asked of the path besides. */
  query: Json
  /** `tag` or `list`, where it needs one. */
  parameter: string | undefined
}

/** The document, indexed. Schemas refer to each other by `#/components/schemas/<name>`. */
export interface ApiDocument {
  operations: ReadonlyMap<string, Operation>
  schemas: Readonly<Record<string, Json>>
  scopes: ReadonlyMap<string, Scope>
  streams: ReadonlyMap<string, StreamShape>
  /** What arrives on streams, by name. */
  events: ReadonlyMap<string, Stamps>
  /** Levels of the API with the release that brought them. */
  apiVersions: readonly { level: number; since: string }[]
}

const DIR = fileURLToPath(new URL('../../../../specs/mastodon', import.meta.url))

let loaded: ApiDocument | undefined

/** Reads `specs/mastodon`, once. */
export function loadDocument(): ApiDocument {
  loaded ??= index(loadSpec(DIR))
  return loaded
}

/** What `ref` names, in `#/components/schemas/`. @throws Error when the document has no such schema */
export function schemaOf(document: Pick<ApiDocument, 'schemas'>, ref: string): Json {
  const schema = document.schemas[refName(ref)]
  if (!schema) throw new Error(`The document has no schema ${ref}.`)
  return schema
}

/** `Status` of `#/components/schemas/Status`. */
export function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

function index(spec: Spec): ApiDocument {
  const operations = new Map<string, Operation>()
  for (const each of spec.operations) {
    const { method, path, file, parameters } = each
    const node = { ...each.node, responses: answersOf(spec, each) }
    const operation = readOperation(bound(spec, node, file), method, path)
    operation.parameters = parameters.map((one) => readParameter(bound(spec, one, file)))
    operations.set(operation.id, operation)
  }
  const schemas: Record<string, Json> = {}
  for (const [name, node] of spec.schemas) schemas[name] = bound(spec, node, `schemas/${name}.yaml`)
  return {
    operations,
    schemas,
    scopes: readScopes(spec),
    streams: new Map([...streamingMap(spec, 'streams')].map(([name, node]) => [name, readStream(node)])),
    events: new Map([...streamingMap(spec, 'events')].map(([name, node]) => [name, stamps(node)])),
    apiVersions: readLevels([...spec.files.values()]),
  }
}

function readOperation(node: Json, method: string, path: string): Operation {
  const content = child(child(node, 'requestBody'), 'content') ?? {}
  const [media] = objects(Object.values(content))
  return {
    id: String(node.operationId),
    method: method.toUpperCase(),
    alsoMethods: strings(node['x-also-methods']),
    path,
    tag: strings(node.tags)[0] ?? '',
    ...stamps(node),
    parameters: [],
    body: media && {
      mediaTypes: Object.keys(content),
      required: child(node, 'requestBody')?.required === true,
      schema: child(media, 'schema') ?? {},
    },
    answers: Object.entries(child(node, 'responses') ?? {}).map(([status, answer]) =>
      readAnswer(Number(status), isObject(answer) ? answer : {}),
    ),
    security: readSecurity(node),
    pagination: String(node['x-pagination'] ?? 'none'),
    permissions: strings(node['x-permissions']),
  }
}

function readSecurity(node: Json): Operation['security'] {
  return objects(node.security).map((each) =>
    Object.fromEntries(Object.entries(each).map(([scheme, scopes]) => [scheme, strings(scopes)])),
  )
}

function streamingMap(spec: Spec, key: string): [string, Json][] {
  const map = child(spec.files.get('streaming.yaml'), key) ?? {}
  return Object.entries(map).filter((entry): entry is [string, Json] => isObject(entry[1]))
}

function readStream(node: Json): StreamShape {
  return {
    ...stamps(node),
    path: String(node.path),
    security: readSecurity(node),
    query: child(node, 'query') ?? {},
    parameter: Object.keys(child(node, 'parameters') ?? {})[0],
  }
}

function readAnswer(status: number, node: Json): AnswerShape {
  const [mediaType, content] = Object.entries(child(node, 'content') ?? {})[0] ?? []
  return {
    status,
    mediaType,
    schema: child(isObject(content) ? content : {}, 'schema'),
    headers: Object.keys(child(node, 'headers') ?? {}),
  }
}

function readParameter(node: Json): Parameter {
  const place = node.in
  if (place !== 'path' && place !== 'query' && place !== 'header') {
    throw new Error(
      `The parameter ${String(node.name)} is in ${String(place)}, which the sandbox does not know.`,
    )
  }
  return {
    name: String(node.name),
    in: place,
    required: node.required === true,
    requiresToken: node['x-requires-token'] === true,
    ...stamps(node),
    schema: child(node, 'schema') ?? {},
  }
}

function readScopes(spec: Spec): Map<string, Scope> {
  const scopes = new Map<string, Scope>()
  for (const [name, node] of Object.entries(child(spec.files.get('scopes.yaml'), 'scopes') ?? {})) {
    if (isObject(node)) scopes.set(name, { ...stamps(node), grants: strings(node.grants) })
  }
  return scopes
}

function readLevels(files: readonly Json[]): { level: number; since: string }[] {
  const levels = new Map<number, string>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (!isObject(node)) return
    const { 'x-api-version': level, 'x-since': since } = node
    if (typeof level === 'number' && typeof since === 'string' && since !== 'unknown')
      levels.set(level, since)
    Object.values(node).forEach(visit)
  }
  files.forEach(visit)
  return [...levels].map(([level, since]) => ({ level, since })).sort((a, b) => a.level - b.level)
}

/** A copy in which schemas are named, and everything else that was referred to stands in place. */
function bound(spec: Spec, node: Json, file: string): Json {
  const copy = (value: unknown, from: string): unknown => {
    if (Array.isArray(value)) return value.map((item) => copy(item, from))
    if (!isObject(value)) return value
    const { $ref, ...beside } = value
    if (typeof $ref === 'string') {
      const target = follow(spec, $ref, from)
      const rest = copy(beside, from)
      if (target.file.startsWith('schemas/') && !$ref.includes('#')) {
        return { ...(isObject(rest) ? rest : {}), $ref: `#/components/schemas/${schemaName(target.file)}` }
      }
      const inlined = copy(target.node, target.file)
      return { ...(isObject(inlined) ? inlined : {}), ...(isObject(rest) ? rest : {}) }
    }
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, copy(each, from)]))
  }
  const result = copy(node, file)
  return isObject(result) ? result : {}
}
