import { type StatementStructures, StructureKind } from 'ts-morph'
import type { RestPlan } from '../plan/plan-rest.ts'
import { VERSIONS } from '../plan/scope.ts'
import { type EmittedFile, printer } from './emit.ts'
import { emitModule } from './module.ts'
import { emitRoutes } from './routes.ts'
import { emitStreams, STREAMS } from './streams.ts'
import { emitTypes } from './types.ts'
import { emitVersions } from './versions.ts'

/** Emits every module of a REST interface, with the tree and lists of all of them. */
export function emitRestFiles(plan: RestPlan): EmittedFile[] {
  const print = printer()
  const modules = plan.documents.map(({ module }) => module)
  const list = (folder: string): StatementStructures[] =>
    modules
      .filter((module) => module.startsWith(`${folder}/`))
      .map((module) => ({
        kind: StructureKind.ExportDeclaration,
        moduleSpecifier: `./${module}.${plan.extension}`,
      }))
  return [
    print(`${VERSIONS}.ts`, emitVersions(plan)),
    ...plan.documents.map((document) => print(`${document.module}.ts`, emitModule(document, plan))),
    print('schemas.ts', list('schemas')),
    print('operations.ts', list('operations')),
    ...(plan.streams ? [print(`${STREAMS}.ts`, emitStreams(plan, plan.streams))] : []),
    print('types.ts', emitTypes(plan)),
    print('tree.ts', emitRoutes(plan)),
  ]
}
