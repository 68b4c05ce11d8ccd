import type { DefinitionModel } from '../model/definition.ts'
import { resolveAlias } from '../plan/check-references.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import type { DefinitionList, ListedDefinition } from '../reuse/definition-list.ts'

/** Lists what other projects may import from here: by document, then by name. */
export function emitDefinitionList(plan: LexiconPlan): string {
  const list: DefinitionList = Object.fromEntries(
    plan.documents.map(({ id, definitions }) => [
      id,
      Object.fromEntries(definitions.map((definition) => [definition.name, listed(definition, id, plan)])),
    ]),
  )
  const documents = Object.entries(list).map(
    ([id, entry]) => `${JSON.stringify(id)}: ${JSON.stringify(entry)}`,
  )
  return `{\n${documents.join(',\n')}\n}\n`
}

function listed(definition: DefinitionModel, document: string, plan: LexiconPlan): ListedDefinition {
  const names = plan.names.get(document)
  const resolved = resolveAlias(definition.id, plan.definitions) ?? definition
  const kind = resolved.kind === 'schema' ? resolved.schema.kind : resolved.kind
  return [kind, names?.values.get(definition.id) ?? '', names?.types.get(definition.id) ?? '']
}
