import { child, isObject, objects, type Json, type Operation, type Spec } from './load.ts'

export interface Place {
  file: string
  /** Where in the file, for people: `POST /api/v1/statuses > body > poll.options`. */
  path: string
}

export interface Part extends Place {
  kind: 'schema' | 'property' | 'parameter' | 'field' | 'response'
  node: Json
  /** Version of what encloses this part; undefined where it must state its own. */
  enclosing: string | undefined
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Properties at any depth that are written in place; references are visited as schemas of their own. */
function* properties(
  node: Json,
  place: Place,
  kind: Part['kind'],
  enclosing: string | undefined,
): Generator<Part> {
  for (const [name, property] of Object.entries(child(node, 'properties') ?? {})) {
    if (!isObject(property)) continue
    const here = { file: place.file, path: `${place.path}.${name}` }
    yield { ...here, kind, node: property, enclosing }
    yield* properties(property, here, kind, text(property['x-since']) ?? enclosing)
  }
  for (const key of ['items', 'additionalProperties']) {
    const inner = child(node, key)
    if (inner) yield* properties(inner, place, kind, enclosing)
  }
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    for (const arm of objects(node[key])) yield* properties(arm, place, kind, enclosing)
  }
}

function* operationParts(operation: Operation): Generator<Part> {
  const since = text(operation.node['x-since'])
  for (const parameter of objects(operation.node.parameters)) {
    if (typeof parameter.$ref === 'string') continue
    const path = `${operation.name} > ${String(parameter.in)} ${String(parameter.name)}`
    yield { kind: 'parameter', file: operation.file, path, node: parameter, enclosing: since }
  }
  const content = child(child(operation.node, 'requestBody'), 'content') ?? {}
  // Files apart, a body has the same fields in whichever form it comes.
  for (const media of Object.values(content).slice(0, 1)) {
    const schema = isObject(media) ? child(media, 'schema') : undefined
    const place = { file: operation.file, path: `${operation.name} > body` }
    if (schema) yield* properties(schema, place, 'field', since)
  }
  for (const [status, response] of Object.entries(child(operation.node, 'responses') ?? {})) {
    if (!isObject(response) || typeof response.$ref === 'string') continue
    const path = `${operation.name} > ${status}`
    yield { kind: 'response', file: operation.file, path, node: response, enclosing: since }
  }
}

function* componentParts(spec: Spec): Generator<Part> {
  const kinds = [
    ['components/parameters.yaml', 'parameter'],
    ['components/responses.yaml', 'response'],
    ['components/headers.yaml', 'response'],
  ] as const
  for (const [file, kind] of kinds) {
    for (const [name, node] of Object.entries(spec.files.get(file) ?? {})) {
      if (isObject(node)) yield { kind, file, path: name, node, enclosing: 'inherited' }
    }
  }
}

function* pathParameters(spec: Spec): Generator<Part> {
  for (const [file, node] of spec.files) {
    if (!file.startsWith('paths/')) continue
    for (const [path, item] of Object.entries(node)) {
      for (const parameter of isObject(item) ? objects(item.parameters) : []) {
        if (typeof parameter.$ref === 'string') continue
        const where = `${path} > path ${String(parameter.name)}`
        yield { kind: 'parameter', file, path: where, node: parameter, enclosing: 'inherited' }
      }
    }
  }
}

/** Every part of the document that a person describes and dates. */
export function* parts(spec: Spec): Generator<Part> {
  for (const [name, node] of spec.schemas) {
    const place = { file: `schemas/${name}.yaml`, path: name }
    yield { ...place, kind: 'schema', node, enclosing: undefined }
    yield* properties(node, place, 'property', text(node['x-since']))
  }
  yield* componentParts(spec)
  yield* pathParameters(spec)
  for (const operation of spec.operations) yield* operationParts(operation)
}

/** Every map in a file, with the keys that lead to it. */
export function* nodes(value: unknown, keys: string[] = []): Generator<{ node: Json; keys: string[] }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* nodes(item, [...keys, String(index)])
    return
  }
  if (!isObject(value)) return
  yield { node: value, keys }
  for (const [key, item] of Object.entries(value)) yield* nodes(item, [...keys, key])
}
