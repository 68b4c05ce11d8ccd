import { type StatementStructures } from 'ts-morph'
import type { RecordDefinition } from '../model/definition.ts'
import type { Branch, Leaf } from '../plan/plan-tree.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import { Scope } from '../plan/scope.ts'
import { quote, tallObjectCode, typeKey } from './code.ts'
import { docsOf } from './docs.ts'
import { endpointType } from './endpoint-type.ts'
import { importsOf } from './module.ts'
import { constant, interfaceOf } from './statements.ts'

const DATA_TYPE = 'TreeData'
/** What the key of a record begins with if there is one only. */
const LITERAL = 'literal:'

/** The module that holds every namespace: its type, with methods, and its data. */
export function emitTree(plan: LexiconPlan): StatementStructures[] {
  const scope = new Scope(plan, { module: 'tree', has: plan.treeHas })
  const interfaces = emitBranch(plan.tree, plan, scope)
  const data = constant(
    'tree',
    `${DATA_TYPE} & ${scope.runtimeType('TreeOf')}<${plan.tree.typeName}>`,
    branchCode(plan.tree, scope),
    {
      description: 'The descriptions of all endpoints and records, by name.',
    },
  )
  const leaf = [DATA_TYPE, scope.runtimeType('Endpoint'), `${scope.runtimeType('RecordSchema')}<unknown>`]
  const dataType = interfaceOf(DATA_TYPE, [], { description: 'What a namespace holds.' })
  dataType.indexSignatures = [
    { isReadonly: true, keyName: 'segment', keyType: 'string', returnType: leaf.join(' | ') },
  ]
  return [...importsOf(scope), ...interfaces, dataType, data]
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
    type: methodType(leaf, plan, scope),
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

function methodType(leaf: Leaf, plan: LexiconPlan, scope: Scope): string {
  if (leaf.kind === 'record') return recordType(leaf, scope)
  const { variant, types } = endpointType(leaf, plan, scope)
  return `${scope.runtimeType(`${variant}Method`)}<${types.join(', ')}>`
}

/** Chooses the form that says whether a key must be given. */
function recordType({ id, key }: RecordDefinition, scope: Scope): string {
  const type = scope.typeOf(id)
  if (key === 'nsid') return `${scope.runtimeType('NsidRecordMethods')}<${type}>`
  if (!key.startsWith(LITERAL)) return `${scope.runtimeType('RecordMethods')}<${type}>`
  return `${scope.runtimeType('LiteralRecordMethods')}<${type}, ${quote(key.slice(LITERAL.length))}>`
}

function branchCode(branch: Branch, scope: Scope): string {
  return tallObjectCode([
    ...[...branch.branches].map(([segment, child]) => [segment, branchCode(child, scope)] as const),
    ...[...branch.leaves].map(([segment, leaf]) => [segment, scope.valueOf(leaf.id)] as const),
  ])
}
