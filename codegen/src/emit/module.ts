import { type ImportDeclarationStructure, type StatementStructures, StructureKind } from 'ts-morph'
import type { DocumentModel } from '../model/document.ts'
import type { Plan } from '../plan/plan.ts'
import { Scope } from '../plan/scope.ts'
import { emitDefinition } from './definition.ts'

/** The module of one document. */
export function emitModule(document: DocumentModel, plan: Plan): StatementStructures[] {
  const names = plan.names.get(document.id)
  const has = (name: string): boolean => names?.has(name) ?? false
  const scope = new Scope(plan, { document: document.id, module: document.module, has })
  const statements = document.definitions.flatMap((definition) => emitDefinition(definition, plan, scope))
  return [...importsOf(scope), ...statements]
}

/** The imports that a scope has come to need. */
export function importsOf(scope: Scope): StatementStructures[] {
  const namespaces = scope.imports().map(({ alias, module, typeOnly }): ImportDeclarationStructure => ({
    kind: StructureKind.ImportDeclaration,
    namespaceImport: alias,
    moduleSpecifier: module,
    isTypeOnly: typeOnly,
  }))
  const named = scope.namedImports().map(({ module, names }): ImportDeclarationStructure => {
    const isTypeOnly = names.every(({ typeOnly }) => typeOnly)
    return {
      kind: StructureKind.ImportDeclaration,
      namedImports: names.map(({ name, typeOnly }) => ({ name, isTypeOnly: typeOnly && !isTypeOnly })),
      moduleSpecifier: module,
      isTypeOnly,
    }
  })
  return [...namespaces, ...named]
}
