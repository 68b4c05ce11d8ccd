import { type DefinitionModel, partsOf } from '../model/definition.ts'
import { type DocumentModel, documentOf } from '../model/document.ts'
import type { Problem } from '../model/problem.ts'
import { type DefinitionId, type Reference, walkSchema } from '../model/schema.ts'

export type Definitions = ReadonlyMap<DefinitionId, DefinitionModel>

/** Reports every reference that leads nowhere, or to something that is no type. */
export function checkReferences(
  documents: readonly DocumentModel[],
  definitions: Definitions,
  broken: ReadonlySet<string>,
): Problem[] {
  const known = new Set(documents.map(({ id }) => id))
  const problems: Problem[] = []
  for (const { file, definitions: own } of documents) {
    for (const { target, path, member } of own.flatMap(referencesOf)) {
      if (broken.has(documentOf(target))) continue
      const definition = definitions.get(target)
      const message = definition
        ? validationError(definition, definitions, member)
        : `"${target}" is not defined: ${whyMissing(target, known)}`
      if (message) problems.push({ file, path, message })
    }
  }
  return problems
}

/** The definition behind a chain of references; `undefined` if the chain has no end. */
export function resolveAlias(id: DefinitionId, definitions: Definitions): DefinitionModel | undefined {
  const seen = new Set<DefinitionId>()
  for (let definition = definitions.get(id); definition;) {
    if (seen.has(definition.id)) return undefined
    seen.add(definition.id)
    if (definition.kind !== 'schema' || definition.schema.kind !== 'ref') return definition
    definition = definitions.get(definition.schema.target)
  }
  return undefined
}

interface Use extends Reference {
  /** As a member of a union. */
  readonly member: boolean
}

function referencesOf(definition: DefinitionModel): Use[] {
  return partsOf(definition)
    .flatMap((part) => [...walkSchema(part.schema)])
    .flatMap((schema): Use[] => {
      if (schema.kind === 'ref') return [{ ...schema, member: false }]
      if (schema.kind === 'object') return (schema.extends ?? []).map((base) => ({ ...base, member: true }))
      return schema.kind === 'union' ? schema.members.map((member) => ({ ...member, member: true })) : []
    })
}

function whyMissing(target: DefinitionId, known: ReadonlySet<string>): string {
  const document = documentOf(target)
  if (!known.has(document)) return `there is no document ${document}`
  return `${document} has no definition ${target.slice(document.length + 1) || 'main'}`
}

function validationError(
  definition: DefinitionModel,
  definitions: Definitions,
  member: boolean,
): string | undefined {
  if (definition.kind !== 'schema' && definition.kind !== 'record') {
    return `"${definition.id}" is a ${definition.kind}, expected a type`
  }
  if (!member) return undefined
  const resolved = resolveAlias(definition.id, definitions)
  const fits =
    !resolved ||
    resolved.kind === 'record' ||
    (resolved.kind === 'schema' && resolved.schema.kind === 'object')
  if (fits) return undefined
  const kind = resolved.kind === 'schema' ? resolved.schema.kind : resolved.kind
  return `"${definition.id}" is a ${kind}, expected an object or a record as member of a union`
}
