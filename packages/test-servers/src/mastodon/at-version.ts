import { type ApiDocument, child, isObject, type Json, refName, schemaOf, strings } from './document.ts'
import { FACTS_SINCE, seenKeys } from './facts/known.ts'
import { compareVersions, existsIn, stamps } from './version.ts'

/** The schemas as a server of `version` has them: properties and enum values that it lacks are taken out. */
export function schemasAt(schemas: ApiDocument['schemas'], version: string): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, schemaAt(schema, version)]),
  )
}

/** The same for one schema; references stay. */
export function schemaAt(schema: Json, version: string): Json {
  const copy = at(schema, version)
  return isObject(copy) ? copy : {}
}

function at(node: unknown, version: string): unknown {
  if (Array.isArray(node)) return node.map((item) => at(item, version))
  if (!isObject(node)) return node
  const copy: Json = {}
  for (const [key, value] of Object.entries(node)) {
    if (key === 'properties' && isObject(value)) copy[key] = propertiesAt(value, version)
    else copy[key] = at(value, version)
  }
  const properties = child(node, 'properties')
  if (properties && copy.required !== undefined) {
    copy.required = strings(node.required).filter((name) => name in (child(copy, 'properties') ?? {}))
  }
  const dates = child(node, 'x-enum-since')
  if (dates && Array.isArray(node.enum)) {
    copy.enum = node.enum.filter((value) => {
      const since = dates[String(value)]
      return typeof since !== 'string' || existsIn(version, { since, until: undefined })
    })
  }
  return copy
}

function propertiesAt(properties: Json, version: string): Json {
  const kept = Object.entries(properties).filter(
    ([, node]) => !isObject(node) || existsIn(version, stamps(node)),
  )
  return Object.fromEntries(kept.map(([name, node]) => [name, at(node, version)]))
}

type Schemas = Readonly<Record<string, Json>>

/**
 * Takes out of an answer what the pretended version does not know, however deep.
 *
 * @param full the schema as the document has it
 * @param schemas those that it refers to, as the document has them
 * @throws Error when the answer has a property that neither the document has nor the real server was seen to send
 */
export function prune(value: unknown, full: Json, schemas: Schemas, version: string, name = ''): unknown {
  const { schema, name: shape } = merged(full, schemas, value, name)
  if (Array.isArray(value)) {
    const items = child(schema, 'items')
    return items ? value.map((item) => prune(item, items, schemas, version, shape)) : value
  }
  if (!isObject(value)) return value
  const properties = child(schema, 'properties') ?? {}
  const others = schema.additionalProperties
  const open = schema.properties === undefined || (others !== undefined && others !== false)
  const kept: Json = {}
  for (const [name, each] of Object.entries(value)) {
    const property = properties[name]
    if (each === undefined) continue
    const seen = seenKeys(shape)?.has(name) === true
    if (isObject(property)) {
      if (existsIn(version, stamps(property)) || (seen && isSeenAt(version))) {
        kept[name] = prune(each, property, schemas, version, `${shape}.${name}`)
      }
    } else if (seen) {
      if (isSeenAt(version)) kept[name] = each
    } else if (!open) throw new Error(`The sandbox answers with "${name}", which the document does not have.`)
    else kept[name] = isObject(others) ? prune(each, others, schemas, version, `${shape}.${name}`) : each
  }
  return kept
}

/** A fact of one release is taken to hold in its series and after it. */
function isSeenAt(version: string): boolean {
  return compareVersions(version, FACTS_SINCE) >= 0
}

/** A schema without references, arms and parts, and its name: the arm that fits the value, the parts in one. */
function merged(
  schema: Json,
  schemas: Schemas,
  value: unknown,
  name: string,
): { schema: Json; name: string } {
  if (typeof schema.$ref === 'string') {
    return merged(schemaOf({ schemas }, schema.$ref), schemas, value, refName(schema.$ref))
  }
  const arms = armsOf(schema)
  if (arms.length > 0) {
    const flat = arms.map((arm) => merged(arm, schemas, value, name))
    return flat.find((arm) => fits(arm, value)) ?? flat[0] ?? { schema: {}, name }
  }
  if (!Array.isArray(schema.allOf)) return { schema, name }
  const parts = schema.allOf.filter(isObject).map((part) => merged(part, schemas, value, name).schema)
  const whole = {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map((part) => child(part, 'properties'))),
    required: parts.flatMap((part) => strings(part.required)),
  }
  return { schema: whole, name }
}

/** The arms of a `oneOf` or `anyOf`. */
export function armsOf(schema: Json): Json[] {
  const arms = schema.oneOf ?? schema.anyOf
  return Array.isArray(arms) ? arms.filter(isObject) : []
}

function fits({ schema: arm, name: shape }: { schema: Json; name: string }, value: unknown): boolean {
  if (value === null) return arm.type === 'null'
  if (Array.isArray(value)) return arm.type === 'array'
  if (!isObject(value)) return arm.type === typeof value || arm.enum !== undefined
  const properties = child(arm, 'properties')
  if (!properties) return arm.type === 'object'
  return Object.keys(value).every((name) => name in properties || seenKeys(shape)?.has(name) === true)
}
