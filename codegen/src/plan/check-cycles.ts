import { type DefinitionModel, partsOf } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { joinPath, type Problem } from '../model/problem.ts'
import type { DefinitionId, SchemaModel } from '../model/schema.ts'
import type { Definitions } from './check-references.ts'

/** Reports every definition that no finite value fits: it leads back to itself, and nothing on the way may be left out. */
export function checkCycles(documents: readonly DocumentModel[], definitions: Definitions): Problem[] {
  const endless = findEndless(definitions)
  return documents.flatMap(({ file, definitions: own }) =>
    own
      .filter(({ id }) => endless.has(id) && cycleFrom(id, definitions, endless)[0] === id)
      .map(({ id, name, path = joinPath('defs', name) }) => ({
        file,
        path,
        message: `a cycle without end: ${[...cycleFrom(id, definitions, endless), id].join(' -> ')}`,
      })),
  )
}

/** What is left when every definition has been struck that has a value, given that those struck before have one. */
function findEndless(definitions: Definitions): ReadonlySet<DefinitionId> {
  const endless = new Set(definitions.keys())
  for (let changed = true; changed;) {
    changed = false
    for (const id of endless) {
      if (needs(definitions.get(id), endless).length > 0) continue
      endless.delete(id)
      changed = true
    }
  }
  return endless
}

/** The endless definitions without which a definition has no value. */
function needs(definition: DefinitionModel | undefined, endless: ReadonlySet<DefinitionId>): DefinitionId[] {
  if (definition?.kind !== 'schema' && definition?.kind !== 'record') return []
  return partsOf(definition).flatMap((part) => needsOf(part.schema, endless))
}

function needsOf(schema: SchemaModel, endless: ReadonlySet<DefinitionId>): DefinitionId[] {
  switch (schema.kind) {
    case 'ref':
      return endless.has(schema.target) ? [schema.target] : []
    case 'array':
      return (schema.minLength ?? 0) > 0 ? needsOf(schema.items, endless) : []
    case 'object': {
      const bases = (schema.extends ?? []).map(({ target }) => target).filter((target) => endless.has(target))
      const needed = schema.properties.filter(({ required, nullable }) => required && !nullable)
      return [...bases, ...needed.flatMap((property) => needsOf(property.schema, endless))]
    }
    case 'choice': {
      const needs = schema.forms.map((form) => needsOf(form, endless))
      return needs.length > 0 && needs.every((need) => need.length > 0) ? needs.flat() : []
    }
    case 'union': {
      const targets = schema.members.map(({ target }) => target)
      const stuck = schema.closed && targets.length > 0 && targets.every((target) => endless.has(target))
      return stuck ? targets : []
    }
    default:
      return []
  }
}

/** Follows the first need until a definition comes up again; returns the round, starting at the definition asked for if it is on it. */
function cycleFrom(
  id: DefinitionId,
  definitions: Definitions,
  endless: ReadonlySet<DefinitionId>,
): DefinitionId[] {
  const way: DefinitionId[] = []
  let next: DefinitionId | undefined = id
  while (next !== undefined && !way.includes(next)) {
    way.push(next)
    next = needs(definitions.get(next), endless)[0]
  }
  return next === undefined ? way : way.slice(way.indexOf(next))
}
