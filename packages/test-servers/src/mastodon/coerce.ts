import { armsOf } from './at-version.ts'
import { child, isObject, type Json, schemaOf, strings } from './document.ts'

type Schemas = Readonly<Record<string, Json>>

/** Reads the texts of a form or query as the types that the schema has. What does not read stays a text. */
export function coerce(value: unknown, schema: Json, schemas: Schemas): unknown {
  if (typeof schema.$ref === 'string') return coerce(value, schemaOf({ schemas }, schema.$ref), schemas)
  const arms = armsOf(schema)
  const arm = arms.find((each) => (Array.isArray(value) ? each.type === 'array' : each.type === 'string'))
  if (arms.length > 0) return coerce(value, arm ?? arms[0] ?? {}, schemas)
  const types = Array.isArray(schema.type) ? strings(schema.type) : [String(schema.type)]
  if (typeof value === 'string') return coerceText(value, types)
  const items = child(schema, 'items')
  if (Array.isArray(value)) return items ? value.map((item) => coerce(item, items, schemas)) : value
  if (!isObject(value) || value instanceof Blob) return value
  // Rails reads `fields[0][name]` as a map; where the document has a list, it is one.
  if (types.includes('array') && items && Object.keys(value).every((key) => /^\d+$/.test(key))) {
    return Object.values(value).map((item) => coerce(item, items, schemas))
  }
  const properties = child(schema, 'properties') ?? {}
  const others = child(schema, 'additionalProperties')
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      const property = properties[key] ?? others
      return [key, isObject(property) ? coerce(each, property, schemas) : each]
    }),
  )
}

function coerceText(text: string, types: readonly string[]): unknown {
  if (types.includes('string')) return text
  if (types.includes('boolean')) {
    if (['true', '1', 'on'].includes(text)) return true
    if (['false', '0', 'off'].includes(text)) return false
  }
  const numeric = types.includes('integer') || types.includes('number')
  if (numeric && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (text === '' && types.includes('null')) return null
  return text
}
