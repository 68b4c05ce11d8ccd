import { child, follow, isObject, objects, schemaName, strings, type Json, type Spec } from '../load.ts'
import { compareVersions } from '../versions.ts'
import { list, oneOf, type Shape } from './lines.ts'

function types(node: Json): string[] {
  return typeof node.type === 'string' ? [node.type] : strings(node.type)
}

function isNull(node: Json): boolean {
  return node.type === 'null'
}

/** Schemas that stand for a list of values, not for an entity. */
export function isEnumSchema(node: Json | undefined): boolean {
  return Array.isArray(node?.enum)
}

function referenced(spec: Spec, ref: string, from: string): Shape {
  const { file, node } = follow(spec, ref, from)
  if (!isObject(node)) throw new Error(`${from} refers to ${ref}, which is not a map.`)
  if (isEnumSchema(node)) return specType(spec, node, file)
  const name = schemaName(file)
  return { type: name === 'Empty' ? 'empty' : `ref ${name}`, nullable: false }
}

function union(spec: Spec, arms: Json[], from: string): Shape {
  const shapes = arms.filter((arm) => !isNull(arm)).map((arm) => specType(spec, arm, from))
  const values = shapes.flatMap((shape) => shape.values ?? [])
  const type = oneOf(shapes.map((shape) => shape.type))
  return { type, nullable: arms.some(isNull), ...(values.length > 0 && { values }) }
}

/** A schema in the words of the comparison. `numeric` is our own refinement, so it is not compared. */
export function specType(spec: Spec, node: Json, from: string): Shape {
  if (typeof node.$ref === 'string') return referenced(spec, node.$ref, from)
  const arms = objects(node.oneOf ?? node.anyOf)
  if (arms.length > 0) return union(spec, arms, from)
  const kinds = types(node)
  const nullable = kinds.includes('null') && kinds.length > 1
  if (Array.isArray(node.enum)) return { type: 'enum', nullable, values: strings(node.enum) }
  const kind = kinds.find((name) => name !== 'null' || kinds.length === 1)
  const items = child(node, 'items')
  const entries = child(node, 'additionalProperties')
  if (kind === 'array' && items) {
    const inner = specType(spec, items, from)
    return { ...inner, type: `array<${inner.type}>`, nullable }
  }
  if (kind === 'object' && entries) {
    const inner = specType(spec, entries, from)
    return { ...inner, type: `map<${inner.type}>`, nullable }
  }
  if (kind === undefined) return { type: 'any', nullable: false }
  const format = typeof node.format === 'string' && node.format !== 'numeric' ? ` ${node.format}` : ''
  return { type: `${kind}${format}`, nullable }
}

/** Where the enum inside a schema is written, for its dated values. */
function enumNode(spec: Spec, node: Json, from: string): Json | undefined {
  if (typeof node.$ref === 'string') {
    const target = follow(spec, node.$ref, from)
    return isObject(target.node) && isEnumSchema(target.node) ? target.node : undefined
  }
  if (Array.isArray(node.enum)) return node
  const inner = [child(node, 'items'), ...objects(node.oneOf)].filter((item) => item !== undefined)
  return inner.map((item) => enumNode(spec, item, from)).find((found) => found !== undefined)
}

/** Values newer than what they are used in; one enum can serve fields of different ages. */
export function datedValues(spec: Spec, node: Json, from: string, since: string): string | undefined {
  const dated = child(enumNode(spec, node, from), 'x-enum-since') ?? {}
  const later = Object.entries(dated).filter(([, version]) => compareVersions(String(version), since) > 0)
  return list(later.map(([value, version]) => `${value}=${String(version)}`))
}
