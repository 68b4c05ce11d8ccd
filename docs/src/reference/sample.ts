import {
  type DefinitionId,
  type Definitions,
  type ObjectModel,
  resolveSchema,
  type SchemaModel,
  type StringModel,
} from '@typefed/codegen/documents'

/** Code that makes the least value of a schema: what is required, and nothing else. */
export function sampleOf(schema: SchemaModel, definitions: Definitions): string {
  switch (schema.kind) {
    case 'ref':
      return sampleOf(resolved(schema, definitions), definitions)
    case 'string':
      return stringOf(schema)
    case 'integer':
      return String(schema.const ?? schema.enum?.[0] ?? schema.default ?? schema.minimum ?? 1)
    case 'number':
      return String(schema.default ?? schema.minimum ?? 1)
    case 'boolean':
      return String(schema.const ?? true)
    case 'array':
      return `[${sampleOf(schema.items, definitions)}]`
    case 'object':
      return objectOf(schema, definitions)
    case 'union':
      return memberOf(schema.members[0]?.target, definitions)
    case 'choice':
      return sampleOf(schema.forms[0] as SchemaModel, definitions)
    case 'nullable':
      return sampleOf(schema.inner, definitions)
    case 'unknown':
      return schema.records ? memberOf(schema.records[0], definitions) : '{}'
    default:
      return CODE[schema.kind]
  }
}

/** What an object must have, by name; nothing if it can be empty. */
export function requiredOf(object: ObjectModel, definitions: Definitions): string {
  const own = object.properties.filter(({ required }) => required)
  const fields = own.map(({ name, schema }) => {
    const value = sampleOf(schema, definitions)
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`
    return key === value ? key : `${key}: ${value}`
  })
  const inherited = (object.extends ?? []).flatMap(({ target }) => {
    const base = resolved({ kind: 'ref', target, path: '' }, definitions)
    return base.kind === 'object' ? [requiredOf(base, definitions)].filter(Boolean) : []
  })
  return [...inherited, ...fields].join(', ')
}

const CODE = {
  blob: 'blob',
  file: 'file',
  bytes: "{ $bytes: 'AAAA' }",
  'cid-link': "{ $link: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a' }",
  map: '{}',
  any: '{}',
  null: 'null',
  token: "''",
}

const BY_FORMAT: Readonly<Record<string, string>> = {
  'at-identifier': "'alice.example.com'",
  'at-uri': "'at://alice.example.com/app.bsky.feed.post/3jzfcijpj2z2a'",
  cid: "'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'",
  datetime: 'new Date().toISOString()',
  'date-time': 'new Date().toISOString()',
  date: "'2026-11-26'",
  'date-or-date-time': "'2026-11-26'",
  did: "'did:plc:z72i7hdynmk6r22z27h6tvur'",
  handle: "'alice.example.com'",
  language: "'en'",
  nsid: "'app.bsky.feed.post'",
  numeric: "'1'",
  'record-key': "'3jzfcijpj2z2a'",
  tid: "'3jzfcijpj2z2a'",
  uri: "'https://example.com'",
}

function stringOf(schema: StringModel): string {
  const value = schema.const ?? schema.default ?? schema.enum?.[0] ?? schema.knownValues?.[0]
  if (value !== undefined) return `'${value}'`
  // The sign has three bytes.
  return (
    BY_FORMAT[schema.format ?? ''] ?? `'${'…'.repeat(Math.max(1, Math.ceil((schema.minLength ?? 0) / 3)))}'`
  )
}

function objectOf(schema: ObjectModel, definitions: Definitions): string {
  const fields = requiredOf(schema, definitions)
  return fields === '' ? '{}' : `{ ${fields} }`
}

function memberOf(id: DefinitionId | undefined, definitions: Definitions): string {
  const definition = id === undefined ? undefined : definitions.get(id)
  if (definition?.kind !== 'schema' && definition?.kind !== 'record') return '{}'
  const schema = resolveSchema(definition.schema, definitions)
  const fields = schema?.kind === 'object' ? requiredOf(schema, definitions) : ''
  return `{ ${[`$type: '${definition.id}'`, fields].filter(Boolean).join(', ')} }`
}

function resolved(schema: SchemaModel, definitions: Definitions): SchemaModel {
  const found = resolveSchema(schema, definitions)
  if (!found) throw new Error('a reference leads nowhere')
  return found
}
