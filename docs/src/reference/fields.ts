import {
  type Described,
  type Fact,
  factsFor,
  isDeprecated,
  type ObjectModel,
  type PropertyModel,
  type SchemaModel,
} from '@typefed/codegen/documents'
import { code, prose, table } from './markdown.ts'
import { type Link, typeText } from './type-text.ts'

/** The properties of an object, those of objects within it too: `poll.options`. */
export function fieldTable(object: ObjectModel, link: Link): string[] {
  const bases = (object.extends ?? []).map(({ target }) => link(target))
  const rows = fieldRows(object, '', link)
  return [
    ...(bases.length > 0 ? [`Has all of ${bases.join(' and ')}.`, ''] : []),
    ...table(['Name', 'Type', 'Since', 'What it is'], rows),
  ]
}

function fieldRows(object: ObjectModel, prefix: string, link: Link): string[][] {
  return object.properties.flatMap((property) => {
    const name = prefix + property.name
    const { object: inner, brackets } = innerObject(property.schema)
    return [row(name, property, link), ...(inner ? fieldRows(inner, `${name}${brackets}.`, link) : [])]
  })
}

function row(name: string, { schema, required, nullable }: PropertyModel, link: Link): string[] {
  const type = typeText(schema, link) + (nullable ? ' or `null`' : '')
  return [code(required ? name : `${name}?`), type, sinceText(schema), remarks(schema)]
}

function innerObject(schema: SchemaModel): { object?: ObjectModel; brackets: string } {
  if (schema.kind === 'object') return { object: schema, brackets: '' }
  if (schema.kind === 'array' && schema.items.kind === 'object')
    return { object: schema.items, brackets: '[]' }
  return { brackets: '' }
}

/** Description, bounds, and what to use instead. */
export function remarks(schema: SchemaModel): string {
  const { description } = schema
  return [
    ...(isDeprecated(schema) && !/deprecated/i.test(description ?? '') ? ['Deprecated.'] : []),
    ...(schema.replacedBy === undefined ? [] : [`Use ${code(schema.replacedBy)}.`]),
    ...(description === undefined ? [] : [prose(description)]),
    ...factsFor(schema).flatMap(factText),
  ].join(' ')
}

/** `4.3.0`, and until when. */
export function sinceText({ since, until }: Described): string {
  const known = (version: string | undefined) =>
    version === undefined || version === '0.0.0' || version === 'unknown' ? '' : version
  return [known(since), until === undefined ? '' : `gone in ${known(until) || 'some version'}`]
    .filter(Boolean)
    .join(', ')
}

/** What is for the generator only. */
const INTERNAL = new Set(['open', 'alsoSent'])

function factText({ name, value, unit }: Fact): string[] {
  if (INTERNAL.has(name)) return []
  const values = [value].flat().map((item) => code(String(item)))
  const label = LABELS[name] ?? name
  return [`${label} ${values.join(', ')}${unit === undefined ? '' : ` ${unit}`}.`]
}

const LABELS: Readonly<Record<string, string>> = {
  format: 'Format',
  enum: 'One of',
  knownValues: 'Known values:',
  default: 'Default:',
  minimum: 'At least',
  maximum: 'At most',
  clamp: 'Counted as at most',
  minLength: 'At least',
  maxLength: 'At most',
  minItems: 'Items: at least',
  maxItems: 'Items: at most',
  minGraphemes: 'Graphemes: at least',
  maxGraphemes: 'Graphemes: at most',
  minCharacters: 'Characters: at least',
  maxCharacters: 'Characters: at most',
  accept: 'Types:',
  maxSize: 'Bytes: at most',
}
