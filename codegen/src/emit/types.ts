import { type ExportDeclarationStructure, type StatementStructures, StructureKind } from 'ts-morph'
import { compare } from '../model/problem.ts'
import type { RestPlan } from '../plan/plan-rest.ts'
import { STREAMS } from './streams.ts'

/**
 * The module of types alone: every entity and event, for an entry that offers no schema. A list by name, since an editor
 * would propose the values of a module that is exported as a whole.
 */
export function emitTypes(plan: RestPlan): StatementStructures[] {
  const modules = plan.documents
    .filter(({ module }) => module.startsWith('schemas/'))
    .map(({ id, module }) => {
      const { types, parts, inline } = plan.names.get(id) ?? {}
      return [module, [types, parts, inline].flatMap((names) => [...(names?.values() ?? [])])] as const
    })
  const streamed = plan.streams
    ? [
        plan.streams.any,
        ...plan.streams.events.map(({ type }) => type),
        ...plan.streams.streams.flatMap(({ event, options }) =>
          options === undefined ? [event] : [event, options],
        ),
      ]
    : []
  return [...modules, ...(streamed.length > 0 ? [[STREAMS, streamed] as const] : [])].map(
    ([module, names]): ExportDeclarationStructure => ({
      kind: StructureKind.ExportDeclaration,
      isTypeOnly: true,
      namedExports: [...new Set(names)].sort(compare),
      moduleSpecifier: `./${module}.${plan.extension}`,
    }),
  )
}
