import { answersOf, impliedAnswers, SHARED } from '../answers.ts'
import { child, deref, isObject, objects, strings, type Json, type Operation, type Spec } from '../load.ts'
import { laterVersion, UNKNOWN } from '../versions.ts'
import { list, pathKey, put, record, type Lines } from './lines.ts'
import { specType } from './spec-types.ts'

interface Entry {
  name: string
  /** Carries the extensions: the parameter object, or the schema itself for a body field. */
  holder: Json
  schema: Json
  required: boolean
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Nested fields of an object, of the items of an array and of the values of a map. */
function nested(schema: Json): { properties: Json; required: string[] } {
  const properties = child(schema, 'properties')
  if (properties) return { properties, required: strings(schema.required) }
  const arms = [child(schema, 'items'), child(schema, 'additionalProperties'), ...objects(schema.oneOf)]
  for (const arm of arms) {
    const found = arm ? nested(arm) : undefined
    if (found && Object.keys(found.properties).length > 0) return found
  }
  return { properties: {}, required: [] }
}

function entryLines(
  lines: Lines,
  spec: Spec,
  file: string,
  key: string,
  entry: Entry,
  enclosing: string,
): void {
  const { holder, schema } = entry
  const shape = specType(spec, schema, file)
  const since = laterVersion(text(holder['x-since']), enclosing)
  put(lines, key, 'present')
  put(lines, `${key} since`, since)
  put(lines, `${key} api version`, holder['x-api-version'])
  put(lines, `${key} type`, shape.type)
  put(lines, `${key} values`, list(shape.values))
  put(lines, `${key} required`, entry.required)
  put(lines, `${key} default`, schema.default === false ? 'false' : schema.default)
  put(lines, `${key} most`, schema['x-clamp'])
  put(lines, `${key} maxLength`, schema.maxLength)
  put(lines, `${key} maxItems`, schema.maxItems)
  put(lines, `${key} cursor`, holder['x-cursor'])
  put(lines, `${key} required unless`, record(holder['x-required-unless']))
  put(lines, `${key} required if`, record(holder['x-required-if']))
  put(lines, `${key} conflicts with`, record(holder['x-conflicts-with']))
  const inner = nested(schema)
  for (const [name, property] of Object.entries(inner.properties)) {
    if (!isObject(property)) continue
    const required = inner.required.includes(name)
    entryLines(
      lines,
      spec,
      file,
      `${key}.${name}`,
      { name, holder: property, schema: property, required },
      since,
    )
  }
}

function parameterEntries(operation: Operation, place: string): Entry[] {
  return operation.parameters
    .filter((parameter) => parameter.in === place)
    .map((parameter) => ({
      name: String(parameter.name).replace(/\[\]$/, ''),
      holder: parameter,
      schema: child(parameter, 'schema') ?? {},
      required: parameter.required === true,
    }))
}

function bodyEntries(operation: Operation): Entry[] {
  const content = child(child(operation.node, 'requestBody'), 'content') ?? {}
  const media = Object.values(content)[0]
  const schema = isObject(media) ? child(media, 'schema') : undefined
  const required = strings(schema?.required)
  return Object.entries(child(schema, 'properties') ?? {}).flatMap(([name, property]) =>
    isObject(property)
      ? [{ name, holder: property, schema: property, required: required.includes(name) }]
      : [],
  )
}

function securityLines(lines: Lines, key: string, operation: Operation): void {
  const requirements = objects(operation.node.security)
  const schemes = new Set(requirements.flatMap((requirement) => Object.keys(requirement)))
  const kind = schemes.has('app') ? 'app' : 'user'
  const optional = requirements.some((requirement) => Object.keys(requirement).length === 0)
  put(lines, `${key} auth`, schemes.size === 0 ? 'public' : `${optional ? 'optional ' : ''}${kind}`)
  const alternatives = requirements
    .map((requirement) => strings(requirement.user))
    .filter((scopes) => scopes.length > 0)
  const scopes = alternatives.flat()
  put(lines, `${key} scopes`, list(scopes))
  if (scopes.length > 1) put(lines, `${key} scope mode`, alternatives.length > 1 ? 'any' : 'all')
  put(lines, `${key} permissions`, list(strings(operation.node['x-permissions'])))
  const needing = operation.parameters.filter((parameter) => parameter['x-requires-token'] === true)
  put(lines, `${key} token needed for`, list(needing.map((parameter) => String(parameter.name))))
  put(lines, `${key} owner of`, operation.node['x-owner-of'])
}

function answerLines(lines: Lines, spec: Spec, key: string, operation: Operation): void {
  const mediaTypes = new Set<string>()
  for (const [status, response] of Object.entries(answersOf(spec, operation))) {
    if (!isObject(response)) continue
    const { file, node } = deref(spec, response, operation.file)
    const entries = Object.entries(child(node, 'content') ?? {})
    const [mediaType, media] = entries[0] ?? []
    if (mediaType === undefined || !isObject(media)) {
      put(lines, `${key} answer ${status}`, 'nothing')
      continue
    }
    if (Number(status) < 400) mediaTypes.add(mediaType)
    const special =
      mediaType === 'text/event-stream' ? 'events' : mediaType === 'text/html' ? 'html' : undefined
    put(lines, `${key} answer ${status}`, special ?? specType(spec, child(media, 'schema') ?? {}, file).type)
    if (status === '200') put(lines, `${key} link header`, 'Link' in (child(node, 'headers') ?? {}))
  }
  put(lines, `${key} media type`, list([...mediaTypes]))
  const streams = child(spec.files.get('streaming.yaml'), 'streams') ?? {}
  const events = strings(operation.node['x-streams']).flatMap((name) => strings(child(streams, name)?.events))
  put(lines, `${key} events`, list([...new Set(events)]))
}

function describe(lines: Lines, key: string, { node }: Operation, byId: Map<string, string>): void {
  const replacement = text(node['x-replaced-by'])
  put(lines, `${key} since`, node['x-since'])
  put(lines, `${key} api version`, node['x-api-version'])
  put(lines, `${key} deprecated`, node.deprecated)
  put(lines, `${key} deprecated since`, node['x-deprecated-since'])
  put(lines, `${key} until`, node['x-until'])
  put(lines, `${key} replaced by`, replacement && (byId.get(replacement) ?? replacement))
  put(lines, `${key} undocumented`, node['x-undocumented'])
  put(lines, `${key} unverified`, list(strings(node['x-unverified'])))
  put(lines, `${key} pagination`, node['x-pagination'])
  const content = child(child(node, 'requestBody'), 'content') ?? {}
  put(
    lines,
    `${key} encoding`,
    Object.keys(content).find((type) => type !== 'application/json'),
  )
  put(lines, `${key} also`, list(strings(node['x-also-methods'])))
}

export function operationKey(operation: Operation): string {
  return `${operation.method.toUpperCase()} ${pathKey(operation.path)}`
}

export function specOperationLines(spec: Spec): Lines {
  const lines: Lines = new Map()
  const byId = new Map(
    spec.operations.map((operation) => [String(operation.node.operationId), operationKey(operation)]),
  )
  for (const operation of spec.operations) {
    const key = operationKey(operation)
    const since = text(operation.node['x-since']) ?? UNKNOWN
    put(lines, key, 'present')
    describe(lines, key, operation, byId)
    securityLines(lines, key, operation)
    const declared = new Map(parameterEntries(operation, 'path').map((entry) => [entry.name, entry.schema]))
    for (const [index, found] of [...operation.path.matchAll(/\{(\w+)\}/g)].entries()) {
      const name = String(found[1])
      const schema = declared.get(name)
      put(lines, `${key} path ${index + 1}`, schema ? name : `${name}, undeclared`)
      if (schema) put(lines, `${key} path ${index + 1} type`, specType(spec, schema, operation.file).type)
    }
    const kinds = [
      ['query', parameterEntries(operation, 'query')],
      ['form', bodyEntries(operation)],
      ['headers', parameterEntries(operation, 'header')],
    ] as const
    for (const [kind, entries] of kinds) {
      for (const entry of entries) {
        entryLines(lines, spec, operation.file, `${key} ${kind} ${entry.name}`, entry, since)
      }
    }
    answerLines(lines, spec, key, operation)
  }
  return lines
}

/** The lines of answers that follow from a rule. Tables that name the answers they know do not deny them. */
export function* impliedLines(spec: Spec): Generator<string> {
  const shared = spec.files.get(SHARED) ?? {}
  for (const operation of spec.operations) {
    const written = child(operation.node, 'responses') ?? {}
    for (const status of impliedAnswers(operation.path, operation.node, shared).keys()) {
      if (!(status in written)) yield `${operationKey(operation)} answer ${status}`
    }
  }
}
