import {
  type DefinitionModel,
  type DocumentModel,
  isDeprecated,
  type OperationDefinition,
  type SchemaDefinition,
} from '@typefed/codegen/documents'
import { fieldTable, remarks, sinceText } from './fields.ts'
import { code, fence, prose, table } from './markdown.ts'
import type { Model } from './model.ts'
import { linkTo } from './places.ts'
import type { ReferencePage, Snippet } from './reference-page.ts'
import { snippetOf } from './snippet.ts'
import { type Link, typeText } from './type-text.ts'

/** A page a group of operations, and a page a letter of entities. */
export function restPages(model: Model): ReferencePage[] {
  const placed = model.documents.flatMap((document) =>
    document.definitions.map((definition) => ({
      document,
      definition,
      page: model.placeOf(definition.id).page,
    })),
  )
  return [...Map.groupBy(placed, ({ page }) => page)].map(([path, all]) => {
    const link: Link = (id) => `[${code(id)}](${linkTo(path, model.placeOf(id))})`
    const snippets: Snippet[] = []
    const lines = all.flatMap(({ definition }) => section(definition, model, link, snippets))
    return { path, title: titleOf(path, all[0]?.document), lines, snippets }
  })
}

function titleOf(path: string, document: DocumentModel | undefined): string {
  const letter = /entities-(.)$/.exec(path)?.[1]
  if (letter !== undefined) return `Entities: ${letter.toUpperCase()}`
  const [, ...group] = document?.id.split('/') ?? []
  return group.join('/').replaceAll('_', ' ')
}

function section(definition: DefinitionModel, model: Model, link: Link, snippets: Snippet[]): string[] {
  if (definition.kind === 'operation') return operationSection(definition, model, link, snippets)
  return definition.kind === 'schema' ? entitySection(definition, link) : []
}

function operationSection(
  operation: OperationDefinition,
  model: Model,
  link: Link,
  snippets: Snippet[],
): string[] {
  const { id, method, route, description, params, body, answer } = operation
  const snippet = snippetOf(operation, model.definitions) ?? ''
  snippets.push({ id, code: snippet, ends: answer.encoding !== 'text/event-stream' })
  return [
    `## ${code(`${method.toUpperCase()} ${route}`)} {#${id}}`,
    '',
    `${code(id)} · ${[...factsOf(operation)].join(' · ')}`,
    '',
    ...(description === undefined ? [] : [prose(description), '']),
    ...fence(snippet),
    ...table(
      ['In the path', 'What it is'],
      operation.routeParams.map(({ name, description = '' }) => [code(name), prose(description)]),
    ),
    ...(params ? ['**params**', '', ...fieldTable(params, link)] : []),
    ...table(
      ['Beside them', 'Header', 'What it is'],
      operation.headers.map(({ name, wireName, required, description = '' }) => [
        code(required ? name : `${name}?`),
        code(wireName),
        prose(description),
      ]),
    ),
    ...(body
      ? [
          '**body**',
          '',
          ...(body.schema.kind === 'object'
            ? fieldTable(body.schema, link)
            : [typeText(body.schema, link), '']),
        ]
      : []),
    ...answerLines(operation, link),
  ]
}

/** What a call needs, in a few words each. */
function* factsOf(operation: OperationDefinition): Generator<string> {
  const since = sinceText(operation)
  yield since === '' ? 'in every version' : `since ${since}`
  if (isDeprecated(operation))
    yield `deprecated${operation.replacedBy === undefined ? '' : `, use ${code(operation.replacedBy)}`}`
  yield TOKENS[operation.token ?? 'none']
  if (operation.scopes.length > 0) {
    yield `scope ${operation.scopes.map((scope) => scope.split(' ').map(code).join(' and ')).join(' or ')}`
  }
  if (operation.paging) yield 'comes in pages'
}

/** Whose token a call takes. */
export const TOKENS = {
  none: 'without a token',
  optional: 'with or without a token',
  user: 'a user’s token',
  app: 'any token',
} as const

function answerLines({ answer }: OperationDefinition, link: Link): string[] {
  const { schema, encoding, mayBeEmpty } = answer
  if (!schema) return [`**Answer** ${encoding === undefined ? 'nothing' : code(encoding)}`, '']
  const empty = mayBeEmpty ? ', or nothing' : ''
  if (schema.kind === 'object' && schema.properties.length > 0)
    return ['**Answer**', '', ...fieldTable(schema, link)]
  return [`**Answer** ${typeText(schema, link)}${empty}`, '']
}

function entitySection({ id, description, schema, since }: SchemaDefinition, link: Link): string[] {
  const version = since === undefined ? '' : sinceText({ since })
  return [
    `## ${id} {#${id}}`,
    '',
    ...(version === '' ? [] : [`Since ${version}.`, '']),
    ...(description === undefined ? [] : [prose(description), '']),
    ...(schema.kind === 'object'
      ? fieldTable(schema, link)
      : [`${typeText(schema, link)} ${remarks({ ...schema, description: '' })}`, '']),
  ]
}
