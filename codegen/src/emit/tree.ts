import { type StatementStructures } from 'ts-morph'
import type { RecordDefinition } from '../model/definition.ts'
import type { Branch, Leaf } from '../plan/plan-tree.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import { Scope } from '../plan/scope.ts'
import { arrayCode, quote, typeKey } from './code.ts'
import { docsOf } from './docs.ts'
import { endpointType, methodType } from './endpoint-type.ts'
import { importsOf } from './module.ts'
import { constant, interfaceOf } from './statements.ts'

/** What the key of a record begins with if there is one only. */
const LITERAL = 'literal:'

/** The module that holds every namespace: its type, with methods, and its data. */
export function emitTree(plan: LexiconPlan): StatementStructures[] {
  const scope = new Scope(plan, { module: 'tree', has: plan.treeHas })
  const interfaces = emitBranch(plan.tree, plan, scope)
  const leaves = leavesOf(plan.tree).map(({ id }) => scope.valueOf(id))
  const data = constant(
    'tree',
    `${scope.runtimeType('TreeData')} & ${scope.runtimeType('TreeOf')}<${plan.tree.typeName}>`,
    `/*#__PURE__*/ ${scope.runtime('tree')}(${arrayCode(leaves)})`,
    { description: 'The descriptions of all endpoints and records, by name.' },
  )
  return [...importsOf(scope), ...interfaces, data]
}

function emitBranch(branch: Branch, plan: LexiconPlan, scope: Scope): StatementStructures[] {
  const namespaces = [...branch.branches].map(([segment, { typeName }]) => ({
    name: typeKey(segment),
    isReadonly: true,
    type: typeName,
  }))
  const methods = [...branch.leaves].map(([segment, leaf]) => ({
    name: typeKey(segment),
    isReadonly: true,
    type: leafType(leaf, plan, scope),
    docs: docsOf({ ...leaf, errors: 'errors' in leaf ? leaf.errors : [] }),
  }))
  const description = branch.path
    ? `The namespace \`${branch.path}\`.`
    : 'Every endpoint and record, by its name.'
  return [
    interfaceOf(branch.typeName, [...namespaces, ...methods], { description }),
    ...[...branch.branches.values()].flatMap((child) => emitBranch(child, plan, scope)),
  ]
}

function leafType(leaf: Leaf, plan: LexiconPlan, scope: Scope): string {
  return leaf.kind === 'record' ? recordType(leaf, scope) : methodType(endpointType(leaf, plan, scope), scope)
}

/** Chooses the form that says whether a key must be given. */
function recordType({ id, key }: RecordDefinition, scope: Scope): string {
  const type = scope.typeOf(id)
  if (key === 'nsid') return `${scope.runtimeType('NsidRecordMethods')}<${type}>`
  if (!key.startsWith(LITERAL)) return `${scope.runtimeType('RecordMethods')}<${type}>`
  return `${scope.runtimeType('LiteralRecordMethods')}<${type}, ${quote(key.slice(LITERAL.length))}>`
}

function leavesOf(branch: Branch): Leaf[] {
  return [...[...branch.branches.values()].flatMap(leavesOf), ...branch.leaves.values()]
}
