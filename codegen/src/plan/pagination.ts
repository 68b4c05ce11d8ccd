import { jsonSchema, type QueryDefinition } from '../model/definition.ts'
import type { ObjectModel, SchemaModel } from '../model/schema.ts'
import { type Definitions, resolveAlias } from './check-references.ts'

/** The items of a page. */
export interface PageModel {
  /** The property of the response that is the list. Absent: the response is. */
  readonly property?: string
  readonly items: SchemaModel
}

/** The lists of a query with a cursor, of which none is known to be the page. */
export interface Undecided {
  readonly candidates: readonly string[]
}

/** Finds the items of a page. `undefined` if the query does not come in pages. */
export function findPageItems(
  query: QueryDefinition,
  definitions: Definitions,
): PageModel | Undecided | undefined {
  const output = resolveSchema(jsonSchema(query.output), definitions)
  if (output?.kind !== 'object' || !hasCursor(query.params) || !hasCursor(output)) return undefined
  const lists = output.properties.flatMap(({ name, schema }): Required<PageModel>[] => {
    const resolved = resolveSchema(schema, definitions)
    return resolved?.kind === 'array' ? [{ property: name, items: resolved.items }] : []
  })
  if (lists.length === 0) return undefined
  const hinted = lists.find(({ property }) => property === query.itemsHint)
  const only = lists.length === 1 ? lists[0] : undefined
  return hinted ?? only ?? { candidates: lists.map(({ property }) => property) }
}

function hasCursor(object: ObjectModel | undefined): boolean {
  return object?.properties.some(({ name, schema }) => name === 'cursor' && schema.kind === 'string') ?? false
}

/** The schema itself, behind any number of references. */
export function resolveSchema(
  schema: SchemaModel | undefined,
  definitions: Definitions,
): SchemaModel | undefined {
  if (schema?.kind !== 'ref') return schema
  const definition = resolveAlias(schema.target, definitions)
  return definition?.kind === 'schema' || definition?.kind === 'record' ? definition.schema : undefined
}
