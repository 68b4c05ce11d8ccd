import {
  type DefinitionId,
  type DefinitionModel,
  documentOf,
  type EndpointModel,
  findPageItems,
  isDeprecated,
  isEndpoint,
  jsonSchema,
  type SchemaModel,
} from '@typefed/codegen/documents'
import { fieldTable, remarks } from './fields.ts'
import { code, fence, prose, table } from './markdown.ts'
import type { Model } from './model.ts'
import { linkTo, namespaceOf } from './places.ts'
import type { ReferencePage, Snippet } from './reference-page.ts'
import { snippetOf } from './snippet.ts'
import { type Link, typeText } from './type-text.ts'

/** The kinds of definitions in the order of a page, and what they are called there. */
const SECTIONS = [
  ['query', 'Queries'],
  ['procedure', 'Procedures'],
  ['subscription', 'Streams'],
  ['record', 'Records'],
  ['permission-set', 'Permission sets'],
  ['schema', 'Types'],
] as const

/** A page a namespace: `app.bsky.feed`. */
export function lexiconPages(model: Model): ReferencePage[] {
  const all = model.documents.flatMap(({ definitions }) => definitions)
  const namespaces = Map.groupBy(all, ({ id }) => namespaceOf(documentOf(id)))
  return [...namespaces].map(([namespace, definitions]) => {
    const path = `bluesky/${namespace}`
    const link: Link = (id) => `[${code(shortName(id, namespace))}](${linkTo(path, model.placeOf(id))})`
    const snippets: Snippet[] = []
    const lines = SECTIONS.flatMap(([kind, title]) => {
      const own = definitions.filter((one) => one.kind === kind)
      return own.length === 0
        ? []
        : [`## ${title}`, '', ...own.flatMap((one) => section(one, model, link, snippets))]
    })
    return { path, title: namespace, lines, snippets }
  })
}

function section(definition: DefinitionModel, model: Model, link: Link, snippets: Snippet[]): string[] {
  const { id, description } = definition
  const snippet = snippetOf(definition, model.definitions)
  if (snippet !== undefined) snippets.push({ id, code: snippet, ends: definition.kind !== 'subscription' })
  return [
    `### ${shortName(id, namespaceOf(documentOf(id)))} {#${model.placeOf(id).anchor}}`,
    '',
    `${code(id)}${isDeprecated(definition) ? ' · deprecated' : ''}`,
    '',
    ...(description === undefined ? [] : [prose(description), '']),
    ...(snippet === undefined ? [] : fence(snippet)),
    ...details(definition, model, link),
  ]
}

function details(definition: DefinitionModel, model: Model, link: Link): string[] {
  switch (definition.kind) {
    case 'record':
      return [`Key: ${keyText(definition.key)}.`, '', ...fieldTable(definition.schema, link)]
    case 'permission-set':
      return table(
        ['Resource', 'What it allows'],
        definition.permissions.map(({ resource, ...rest }) => [String(resource), allowance(rest)]),
      )
    case 'schema':
      return schemaDetails(definition.schema, link)
    default:
      return isEndpoint(definition) ? endpointDetails(definition, model, link) : []
  }
}

function endpointDetails(endpoint: EndpointModel, model: Model, link: Link): string[] {
  const page = endpoint.kind === 'query' ? findPageItems(endpoint, model.definitions) : undefined
  const bodies: [string, SchemaModel | undefined, string | undefined][] =
    endpoint.kind === 'subscription'
      ? [['Messages', endpoint.message, undefined]]
      : [
          ['Input', ...bodyOf(endpoint.kind === 'procedure' ? endpoint.input : undefined)],
          ['Output', ...bodyOf(endpoint.output)],
        ]
  return [
    ...(endpoint.params ? ['**Parameters**', '', ...fieldTable(endpoint.params, link)] : []),
    ...bodies.flatMap(([title, schema, encoding]) => {
      if (schema) return [`**${title}**`, '', ...schemaDetails(schema, link)]
      return encoding === undefined ? [] : [`**${title}** ${code(encoding)}`, '']
    }),
    ...(page && 'property' in page
      ? [`Comes in pages; \`paginate\` yields the items of ${code(page.property)}.`, '']
      : []),
    ...table(
      ['Error', 'When'],
      endpoint.errors.map(({ name, description = '' }) => [code(name), prose(description)]),
    ),
  ]
}

function bodyOf(
  body: { encoding: string; schema?: SchemaModel } | undefined,
): [SchemaModel | undefined, string | undefined] {
  return [jsonSchema(body), body?.encoding]
}

function schemaDetails(schema: SchemaModel, link: Link): string[] {
  if (schema.kind === 'object') return fieldTable(schema, link)
  if (schema.kind === 'array' && schema.items.kind === 'object') return fieldTable(schema.items, link)
  return [[typeText(schema, link), remarks({ ...schema, description: '' })].join('. '), '']
}

function allowance(permission: Readonly<Record<string, unknown>>): string {
  const facts = Object.entries(permission).filter(([name]) => name !== 'type')
  return facts
    .map(
      ([name, value]) =>
        `${name}: ${[value]
          .flat()
          .map((one) => code(String(one)))
          .join(', ')}`,
    )
    .join('; ')
}

function keyText(key: string): string {
  if (key.startsWith('literal:')) return `always ${code(key.slice('literal:'.length))}`
  return key === 'any' ? 'any' : `a ${key.toUpperCase()}`
}

/** `getTimeline`, `defs#postView`; with its namespace where that is another one. */
function shortName(id: DefinitionId, namespace: string): string {
  return id.startsWith(`${namespace}.`) ? id.slice(namespace.length + 1) : id
}
