import { isJson, isText, type OperationDefinition } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import type { Problem } from '../model/problem.ts'
import type { ObjectModel, SchemaModel } from '../model/schema.ts'
import type { StreamingModel } from '../model/stream.ts'
import { RESERVED_VALUES, toIdentifier, upperFirst } from './casing.ts'
import { checkCycles } from './check-cycles.ts'
import { checkReferences, type Definitions } from './check-references.ts'
import { type Naming, nameModules } from './name-module.ts'
import { NameTable } from './name-table.ts'
import { type PageModel, resolveSchema } from './pagination.ts'
import { planStreams, type StreamsPlan } from './plan-streams.ts'
import { planRoutes, ROOT, type RouteNode } from './plan-routes.ts'
import { checkFiles, type Extension, homesOf, type OperationNames, type Plan } from './plan.ts'
import { findSentOnly } from './sent-only.ts'
import { dependsOnFloor, gateName, planVersions, type Versions } from './versions.ts'

/** Everything that must be decided over a REST interface before a module is written. */
export interface RestPlan extends Plan {
  readonly versions: Versions
  readonly routes: RouteNode
  /** The streams of the server, if it has any. */
  readonly streams?: StreamsPlan
}

/** The settings that the output depends on. */
export interface VersionSettings {
  /** The minor version that every server is at least on. */
  readonly baseline: string
  /** The newest version that the document describes. */
  readonly newest: string
  readonly extension?: Extension
  /** Whether optional fields of bodies take `null`. */
  readonly nullBodies?: boolean
}

/** `update_credentials` is a part of a name as `UpdateCredentials`. */
export const REST_NAMING: Naming = {
  base: (_, name) => toIdentifier(name),
  word: (name) => {
    const joined = name
      .split(/[^\p{ID_Continue}$]+|_/u)
      .map(upperFirst)
      .join('')
    return joined === '' ? '_' : joined
  },
}

/** Plans the output for a REST interface. If it has problems, nothing may be emitted. */
export function makeRestPlan(
  documents: readonly DocumentModel[],
  settings: VersionSettings,
  streaming?: StreamingModel,
): RestPlan {
  const notices: string[] = []
  const notify = (message: string): void => void notices.push(message)
  const definitions: Definitions = new Map(
    documents.flatMap((document) => document.definitions).map((one) => [one.id, one]),
  )
  const problems: Problem[] = [
    ...checkReferences(documents, definitions, new Set()),
    ...checkCycles(documents, definitions),
    ...checkFiles(documents),
  ]
  const sentOnly = findSentOnly(definitions)
  const versions = planVersions(documents, definitions, sentOnly, settings.baseline, settings.newest)
  const tables = {
    types: new NameTable('the description', reservedTypes(versions), notify),
    values: new NameTable('the description', new Set([...RESERVED_VALUES, 'tree']), notify),
  }
  const names = nameModules(documents, tables, REST_NAMING)
  const operations = [...definitions.values()].filter((one) => one.kind === 'operation')
  const pages = new Map(
    operations.flatMap((operation) => {
      const page = pageOf(operation, definitions)
      return page ? [[operation.id, page] as const] : []
    }),
  )
  const depends = (schema: SchemaModel): boolean => dependsOnFloor(schema, versions)
  const operationNames = new Map(
    operations.map((operation) => [operation.id, nameOperation(operation, pages, depends, tables.types)]),
  )
  const naming = { tables, word: REST_NAMING.word }
  const paths = new Set(operations.map(({ route }) => route))
  const streams = streaming && planStreams(streaming, paths, versions, naming, problems)
  return {
    runtime: '@typefed/core/rest',
    extension: settings.extension ?? 'ts',
    named: true,
    documents,
    modules: new Map(documents.map(({ id, module }) => [id, module])),
    definitions,
    names,
    homes: homesOf(documents, names),
    sentOnly,
    versions,
    operations: operationNames,
    nullBodies: settings.nullBodies === true,
    pages,
    ...(streams && { streams }),
    routes: planRoutes(documents, tables.types, REST_NAMING.word, problems, streams),
    notices,
    problems,
  }
}

function reservedTypes({ floors, gates }: Versions): Set<string> {
  const maps = [...floors, ...gates.values()].map(gateName)
  // Names of the platform that generated modules use, and those of the module of versions.
  return new Set([
    'Response',
    'Omit',
    'V',
    'AnyVersion',
    'Floor',
    'Since',
    'Unsupported',
    'Answer',
    ROOT,
    ...maps,
  ])
}

function nameOperation(
  operation: OperationDefinition,
  pages: Plan['pages'],
  depends: (schema: SchemaModel) => boolean,
  types: NameTable,
): OperationNames {
  const { id, params, body, headers, routeParams, answer } = operation
  const take = (suffix: string): string => types.take(upperFirst(id) + suffix, `${suffix} of ${id}`)
  const page = pages.get(operation.id)
  return {
    ...((params || body || headers.length > 0) && { args: take('Args') }),
    ...(routeParams.length > 0 && { pathArgs: take('PathArgs') }),
    ...(answer.schema && depends(answer.schema) && { answer: take('Answer') }),
    ...(page && depends(page.items) && { item: take('Item') }),
  }
}

/** Finds the items of a page: the response if it is a list, or the list in it that is meant. */
function pageOf(operation: OperationDefinition, definitions: Definitions): PageModel | undefined {
  const { paging, answer } = operation
  if (!paging || !answer.schema) return undefined
  const resolved = resolveSchema(answer.schema, definitions)
  if (resolved?.kind === 'array') return { items: resolved.items }
  const lists = listsOf(resolved, definitions)
  const chosen =
    paging.itemsHint === undefined
      ? lists.length === 1 && lists[0]
      : lists.find(([name]) => name === paging.itemsHint)
  // Of several lists none goes before: then a page is what is walked over.
  return chosen ? { property: chosen[0], items: chosen[1] } : { items: answer.schema }
}

function listsOf(schema: SchemaModel | undefined, definitions: Definitions): [string, SchemaModel][] {
  if (schema?.kind !== 'object') return []
  return (schema as ObjectModel).properties.flatMap(({ name, schema: inner }): [string, SchemaModel][] => {
    const resolved = resolveSchema(inner, definitions)
    return resolved?.kind === 'array' ? [[name, resolved.items]] : []
  })
}

/** Whether an operation may send the caller elsewhere, which is then for the caller to see and not followed. */
export function redirects({ answer }: OperationDefinition): boolean {
  return answer.statuses.some((status) => status >= 300)
}

/** Whether an answer is text, a stream of bytes, or nothing that a schema describes. */
export function answerKind({ answer }: OperationDefinition): 'json' | 'text' | 'binary' | 'empty' {
  const { encoding } = answer
  if (encoding === undefined) return 'empty'
  if (isJson({ encoding })) return 'json'
  return isText(encoding) ? 'text' : 'binary'
}
