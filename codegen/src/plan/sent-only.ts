import { type DefinitionModel, partsOf } from '../model/definition.ts'
import { type DefinitionId, type SchemaModel, walkSchema } from '../model/schema.ts'
import type { Definitions } from './check-references.ts'

/** The definitions that only ever go to a server: whoever writes them has an interface of their own. */
export function findSentOnly(definitions: Definitions): ReadonlySet<DefinitionId> {
  const sent = new Set<DefinitionId>()
  const received = new Set<DefinitionId>()
  for (const definition of definitions.values()) {
    if (definition.kind === 'record') reach(definition.id, definitions, received)
    for (const { role, schema } of partsOf(definition)) {
      if (role === 'type') continue
      const reached = ['params', 'input', 'body'].includes(role) ? sent : received
      for (const target of targetsOf(schema)) reach(target, definitions, reached)
    }
  }
  return sent.difference(received)
}

/** The definitions that a schema names. */
export function targetsOf(schema: SchemaModel): DefinitionId[] {
  return [...walkSchema(schema)].flatMap((inner) => {
    if (inner.kind === 'ref') return [inner.target]
    if (inner.kind === 'object') return (inner.extends ?? []).map(({ target }) => target)
    if (inner.kind === 'union') return inner.members.map(({ target }) => target)
    return inner.kind === 'unknown' ? [...(inner.records ?? [])] : []
  })
}

function reach(id: DefinitionId, definitions: Definitions, reached: Set<DefinitionId>): void {
  if (reached.has(id)) return
  reached.add(id)
  const definition: DefinitionModel | undefined = definitions.get(id)
  if (!definition) return
  for (const { schema } of partsOf(definition)) {
    for (const target of targetsOf(schema)) reach(target, definitions, reached)
  }
}
