import type { Hints } from '../config/config.ts'
import { bodiesOf, type DefinitionModel, isEndpoint } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { joinPath, type Problem } from '../model/problem.ts'
import type { DefinitionId, SchemaModel } from '../model/schema.ts'

/** The names of a definition's parts, as a hint spells them. */
const PARTS = ['input', 'output'] as const

/** Adds what the hints say to the documents. A hint that points at nothing is a problem. */
export function applyHints(
  documents: readonly DocumentModel[],
  hints: Hints,
  { file, others }: { readonly file: string; readonly others: readonly DocumentModel[] },
  problems: Problem[],
): DocumentModel[] {
  const records = new Map(Object.entries(hints.records ?? {}))
  const items = new Map(Object.entries(hints.items ?? {}))
  const used = new Set<string>()
  const known = new Set(
    [...documents, ...others]
      .flatMap(({ definitions }) => definitions)
      .filter(isRecord)
      .map(({ id }) => id),
  )

  const hinted = documents.map((document) => ({
    ...document,
    definitions: document.definitions.map((definition) => {
      const withItems = hintItems(definition, items, used)
      return hintRecords(withItems, nameOf(withItems), records, used)
    }),
  }))

  const report = (path: string, message: string): void => void problems.push({ file, path, message })
  for (const [name, targets] of records) {
    const path = joinPath('records', name)
    if (!used.has(name)) report(path, 'this is no field of type unknown')
    for (const target of targets) if (!known.has(target)) report(path, `"${target}" is no record`)
  }
  for (const name of items.keys()) {
    if (!used.has(name)) report(joinPath('items', name), 'this is no query whose answer has such an array')
  }
  return hinted
}

function isRecord({ kind }: DefinitionModel): boolean {
  return kind === 'record'
}

/** `nsid#main` for a main definition: a field is named behind it. */
function nameOf({ id, name }: DefinitionModel): string {
  return name === 'main' ? `${id}#main` : id
}

function hintItems(
  definition: DefinitionModel,
  hints: ReadonlyMap<DefinitionId, string>,
  used: Set<string>,
): DefinitionModel {
  const items = hints.get(definition.id)
  if (items === undefined || definition.kind !== 'query') return definition
  const schema = definition.output?.schema
  const named = schema?.kind === 'object' && schema.properties.find(({ name }) => name === items)
  if (!named || named.schema.kind !== 'array') return definition
  used.add(definition.id)
  return { ...definition, itemsHint: items }
}

function hintRecords(
  definition: DefinitionModel,
  name: string,
  hints: ReadonlyMap<string, readonly DefinitionId[]>,
  used: Set<string>,
): DefinitionModel {
  if (![...hints.keys()].some((hint) => hint.startsWith(`${name}.`))) return definition
  const visit = (schema: SchemaModel, at: string): SchemaModel => {
    if (schema.kind === 'array') return { ...schema, items: visit(schema.items, at) }
    if (schema.kind === 'object') {
      const properties = schema.properties.map((property) => ({
        ...property,
        schema: visit(property.schema, `${at}.${property.name}`),
      }))
      return { ...schema, properties }
    }
    const records = schema.kind === 'unknown' ? hints.get(at) : undefined
    if (!records) return schema
    used.add(at)
    return { ...schema, records } as SchemaModel
  }
  if (definition.kind === 'schema') return { ...definition, schema: visit(definition.schema, name) }
  if (definition.kind === 'record') {
    return { ...definition, schema: visit(definition.schema, name) as typeof definition.schema }
  }
  const bodies = isEndpoint(definition) ? bodiesOf(definition) : {}
  const parts = PARTS.map((part) => {
    const body = bodies[part]
    return body?.schema ? [[part, { ...body, schema: visit(body.schema, `${name}.${part}`) }]] : []
  })
  return { ...definition, ...(Object.fromEntries(parts.flat()) as object) }
}
