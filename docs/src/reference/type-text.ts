import type { DefinitionId, SchemaModel } from '@typefed/codegen/documents'
import { code } from './markdown.ts'

/** How a name is shown that others are described under. */
export type Link = (id: DefinitionId) => string

/** The type of a schema in Markdown, with links to what it refers to. */
export function typeText(schema: SchemaModel, link: Link): string {
  switch (schema.kind) {
    case 'ref':
      return link(schema.target)
    case 'array':
      return `${wrapped(schema.items, link)}\\[\\]`
    case 'union': {
      const members = schema.members.map(({ target }) => link(target))
      return [...members, ...(schema.closed ? [] : [code('Unknown')])].join(' or ')
    }
    case 'choice':
      return schema.forms.map((form) => typeText(form, link)).join(' or ')
    case 'nullable':
      return `${typeText(schema.inner, link)} or ${code('null')}`
    case 'map':
      return `${code('Record')} of ${typeText(schema.values, link)}`
    case 'string':
    case 'integer':
    case 'boolean':
      return schema.const === undefined ? NAMES[schema.kind] : code(JSON.stringify(schema.const))
    case 'unknown':
      return schema.records ? schema.records.map(link).join(' or ') : NAMES.unknown
    default:
      return NAMES[schema.kind]
  }
}

const NAMES = {
  string: '`string`',
  integer: '`number`, whole',
  number: '`number`',
  boolean: '`boolean`',
  bytes: '`Bytes`',
  'cid-link': '`CidLink`',
  blob: '`BlobRef`',
  file: '`File`',
  any: 'anything',
  null: '`null`',
  object: '`object`',
  token: 'a token',
  unknown: '`object`',
}

function wrapped(items: SchemaModel, link: Link): string {
  const text = typeText(items, link)
  return text.includes(' or ') ? `(${text})` : text
}
