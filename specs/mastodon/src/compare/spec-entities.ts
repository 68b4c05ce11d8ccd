import { child, isObject, objects, schemaName, strings, type Json, type Spec } from '../load.ts'
import { UNKNOWN } from '../versions.ts'
import { list, put, type Lines } from './lines.ts'
import { operationKey } from './spec-operations.ts'
import { datedValues, isEnumSchema, specType } from './spec-types.ts'

/** How the tables write the types of `x-wire-type`: `string:date-time` is a string of that format. */
function wireTypes(value: unknown): string | undefined {
  return list(strings(value).map((type) => type.replace(':', ' ')))
}

function fieldLines(lines: Lines, spec: Spec, key: string, node: Json, since: string, file: string): void {
  const shape = specType(spec, node, file)
  const own = typeof node['x-since'] === 'string' ? node['x-since'] : since
  const byId = new Map(
    spec.operations.map((operation) => [String(operation.node.operationId), operationKey(operation)]),
  )
  const operations = (ids: unknown): string | undefined => list(strings(ids).map((id) => byId.get(id) ?? id))
  put(lines, key, 'present')
  put(lines, `${key} type`, shape.type)
  put(lines, `${key} values`, list(shape.values))
  put(lines, `${key} values since`, datedValues(spec, node, file, own))
  put(lines, `${key} nullable`, shape.nullable || shape.type === 'null')
  put(lines, `${key} since`, own)
  put(lines, `${key} api version`, node['x-api-version'])
  put(lines, `${key} deprecated`, node.deprecated)
  put(lines, `${key} deprecated since`, node['x-deprecated-since'])
  put(lines, `${key} until`, node['x-until'])
  put(lines, `${key} sent as`, wireTypes(node['x-wire-type']))
  put(lines, `${key} absent in`, operations(node['x-absent-in']))
  put(lines, `${key} only in`, operations(node['x-only-in']))
  put(
    lines,
    `${key} bits`,
    list(Object.entries(child(node, 'x-bitmask') ?? {}).map(([bit, at]) => `${bit}=${String(at)}`)),
  )
}

export function specEntityLines(spec: Spec): Lines {
  const lines: Lines = new Map()
  for (const [name, node] of spec.schemas) {
    if (isEnumSchema(node) || name === 'Empty') continue
    const key = `schema ${name}`
    const file = `schemas/${name}.yaml`
    const since = typeof node['x-since'] === 'string' ? node['x-since'] : UNKNOWN
    const arms = objects(node.allOf)
    const base = arms.find((arm) => typeof arm.$ref === 'string')
    const own = arms.find((arm) => '$ref' in arm === false) ?? node
    put(lines, key, 'present')
    put(lines, `${key} since`, since)
    put(lines, `${key} until`, node['x-until'])
    put(lines, `${key} extends`, base && schemaName(String(base.$ref)))
    const required = strings(own.required)
    for (const [field, property] of Object.entries(child(own, 'properties') ?? {})) {
      if (!isObject(property)) continue
      fieldLines(lines, spec, `${key}.${field}`, property, since, file)
      put(lines, `${key}.${field} optional`, !required.includes(field))
    }
  }
  return lines
}
