import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { type ApiDocument, child, isObject, type Json, type Operation, strings } from './document.ts'
import { FILE_MARK, FORMATS } from './formats.ts'
import type { RawBody } from './read-request.ts'

/** A place where a request goes against the document. */
export interface Problem {
  /** Such as `body.poll.options`, `query.limit`, `path.id` or `headers.idempotency-key`. */
  path: string
  message: string
}

/** A request, read. */
export interface ReadRequest {
  path: Json
  query: Json
  headers: Json
  raw: RawBody
  body: unknown
}

/** Checks requests against the document. */
export type RequestCheck = (operation: Operation, request: ReadRequest) => Problem[]

export function createRequestCheck(document: ApiDocument): RequestCheck {
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS, logger: false })
  ajv.addSchema({ $id: 'document', components: { schemas: document.schemas } })
  const compiled = new Map<string, ValidateFunction>()
  return (operation, request) => {
    const validate = compiled.get(operation.id) ?? ajv.compile(requestSchema(operation))
    compiled.set(operation.id, validate)
    const problems = checkMedia(operation, request.raw)
    const { path, query, headers, body } = request
    if (!validate({ path, query, headers, body: marked(body) })) {
      problems.push(...(validate.errors ?? []).map(problem))
    }
    const schema = operation.body?.schema
    if (schema && isObject(body)) problems.push(...checkRules(schema, body))
    return problems
  }
}

function requestSchema(operation: Operation): Json {
  const place = (where: string): Json => {
    const parameters = operation.parameters.filter((parameter) => parameter.in === where)
    return {
      type: 'object',
      properties: Object.fromEntries(parameters.map(({ name, schema }) => [keyOf(where, name), schema])),
      required: parameters.filter(({ required }) => required).map(({ name }) => keyOf(where, name)),
      // A header may be anything; a parameter of the query that the document does not have is a mistake.
      additionalProperties: where === 'header',
    }
  }
  const body = operation.body ? closed(operation.body.schema) : { type: 'object', maxProperties: 0 }
  return absolute({
    type: 'object',
    properties: { path: place('path'), query: place('query'), headers: place('header'), body },
  })
}

function keyOf(place: string, name: string): string {
  return place === 'header' ? name.toLowerCase() : name
}

/** Objects of a body take what they declare and nothing else. */
function closed(schema: Json): Json {
  const copy: Json = { ...schema }
  const properties = child(schema, 'properties')
  if (properties) {
    copy.properties = Object.fromEntries(
      Object.entries(properties).map(([name, node]) => [name, isObject(node) ? closed(node) : node]),
    )
    copy.additionalProperties = schema.additionalProperties ?? false
  }
  const items = child(schema, 'items')
  if (items) copy.items = closed(items)
  return copy
}

function absolute(schema: Json): Json {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"document#/')
  const parsed: unknown = JSON.parse(text)
  return isObject(parsed) ? parsed : {}
}

/** A copy with marks in place of files, which are not JSON. */
function marked(value: unknown): unknown {
  if (value instanceof Blob) return FILE_MARK
  if (Array.isArray(value)) return value.map(marked)
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, marked(each)]))
}

function checkMedia(operation: Operation, raw: RawBody): Problem[] {
  if (raw.kind === 'unreadable') return [{ path: 'body', message: raw.reason }]
  if (raw.kind === 'none') {
    return operation.body?.required ? [{ path: 'body', message: 'is missing' }] : []
  }
  if (!operation.body) return [{ path: 'body', message: 'is not taken by this operation' }]
  if (!operation.body.mediaTypes.includes('application/json') && raw.kind !== 'multipart') {
    return [{ path: 'headers.content-type', message: 'must be multipart/form-data' }]
  }
  return []
}

function problem({ instancePath, keyword, params, message }: ErrorObject): Problem {
  const path = instancePath.slice(1).replaceAll('/', '.')
  const name: unknown = params.additionalProperty ?? params.missingProperty
  return {
    path: typeof name === 'string' ? `${path}.${name}` : path,
    message:
      keyword === 'additionalProperties'
        ? 'is not in the document'
        : keyword === 'required'
          ? 'is missing'
          : (message ?? 'is wrong'),
  }
}

/** `x-required-unless`, `x-required-if` and `x-conflicts-with`, at the top of a body. */
function checkRules(schema: Json, body: Json): Problem[] {
  const problems: Problem[] = []
  for (const [name, node] of Object.entries(child(schema, 'properties') ?? {})) {
    if (!isObject(node)) continue
    const given = isGiven(body[name])
    const clash = strings(node['x-conflicts-with']).find((other) => isGiven(body[other]))
    if (given && clash) problems.push({ path: `body.${name}`, message: `cannot go together with ${clash}` })
    const unless = strings(node['x-required-unless'])
    if (!given && unless.length > 0 && !unless.some((other) => isGiven(body[other]))) {
      problems.push({ path: `body.${name}`, message: `is missing, as is ${unless.join(', ')}` })
    }
    const conditions = Object.entries(child(node, 'x-required-if') ?? {})
    const holds = conditions.length > 0 && conditions.every(([other, value]) => includes(value, body[other]))
    if (!given && holds) problems.push({ path: `body.${name}`, message: 'is missing' })
  }
  return problems
}

function includes(wanted: unknown, value: unknown): boolean {
  return Array.isArray(wanted) ? wanted.includes(value) : wanted === value
}

function isGiven(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  )
}
