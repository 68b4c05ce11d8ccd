import { type InterfaceDeclarationStructure, type StatementStructures } from 'ts-morph'
import type { OperationDefinition } from '../model/definition.ts'
import type { OperationNames, RestPlan } from '../plan/plan-rest.ts'
import { ROOT, type RouteNode } from '../plan/plan-routes.ts'
import type { NamedStream } from '../plan/plan-streams.ts'
import { Scope } from '../plan/scope.ts'
import { dependsOnFloor } from '../plan/versions.ts'
import { tallObjectCode, typeKey } from './code.ts'
import { docsOf } from './docs.ts'
import { importsOf } from './module.ts'
import { callVariant, itemType, needsNothing, outputType } from './operation-type.ts'
import { constant, floorParameter, interfaceOf } from './statements.ts'
import { STREAMS, streamArgs } from './streams.ts'

/** The module of the tree: an interface for each path, and the descriptors in the same shape. */
export function emitRoutes(plan: RestPlan): StatementStructures[] {
  const scope = new Scope(plan, { module: 'tree', has: () => false })
  const generic = findGeneric(plan.routes, plan)
  const interfaces = emitNode(plan.routes, plan, scope, generic)
  const type = `${scope.runtimeType('Routes')} & ${scope.runtimeType('TreeOf')}<${ROOT}>`
  const data = constant('tree', type, nodeCode(plan.routes, scope), {
    description:
      'The descriptions of all operations, by path; `{}` is what stands behind a parameter, `()` a stream.',
  })
  return [...importsOf(scope), ...interfaces, data]
}

/** The nodes below which an answer depends on the floor. */
function findGeneric(root: RouteNode, plan: RestPlan): ReadonlySet<RouteNode> {
  const generic = new Set<RouteNode>()
  const visit = (node: RouteNode): boolean => {
    const below = belowOf(node).map(visit).includes(true)
    const own = [...node.operations.values()].some(
      ({ answer }) => answer.schema && dependsOnFloor(answer.schema, plan.versions),
    )
    const streams = [...node.streams.values(), ...(node.stream ? [node.stream] : [])]
    const listens = streams.some(({ answer }) => answer !== undefined)
    if (below || own || listens) generic.add(node)
    return below || own || listens
  }
  visit(root)
  return generic
}

function belowOf({ children, parameter }: RouteNode): RouteNode[] {
  return [...children.values(), ...(parameter ? [parameter.node] : [])]
}

function emitNode(
  node: RouteNode,
  plan: RestPlan,
  scope: Scope,
  generic: ReadonlySet<RouteNode>,
): StatementStructures[] {
  const typeOf = (other: RouteNode): string => other.typeName + (generic.has(other) ? '<V>' : '')
  const { path, typeName, children, parameter, operations } = node
  const segments = [...children].map(([segment, child]) => ({
    name: typeKey(segment),
    isReadonly: true,
    type: typeOf(child),
    docs: child.stream ? docsOf(child.stream.model) : [],
  }))
  const methods = [...operations].map(([method, operation]) => ({
    name: method,
    isReadonly: true,
    type: methodType(operation, plan, scope),
    docs: docsOf(operation),
  }))
  const streams = [...node.streams].map(([name, stream]) => ({
    name: typeKey(name),
    isReadonly: true,
    type: streamType(stream, scope),
    docs: docsOf(stream.model),
  }))
  const description = path === '' ? 'Every operation, by its path.' : `What stands at \`${path}\`.`
  const structure: InterfaceDeclarationStructure = {
    ...interfaceOf(typeName, [...segments, ...streams, ...methods], { description }),
    ...(node.stream && { extends: [streamType(node.stream, scope)] }),
    ...(generic.has(node) && { typeParameters: [floorParameter(scope)] }),
  }
  if (parameter) {
    const { model } = parameter
    structure.callSignatures = [
      {
        parameters: [{ name: /^[A-Za-z_]\w*$/.test(model.name) ? model.name : 'value', type: 'string' }],
        returnType: typeOf(parameter.node),
        docs: docsOf(model),
      },
    ]
  }
  return [structure, ...belowOf(node).flatMap((child) => emitNode(child, plan, scope, generic))]
}

function streamType(stream: NamedStream, scope: Scope): string {
  const event = scope.fromModule(STREAMS, stream.event) + (stream.answer === undefined ? '' : '<V>')
  const options = stream.options === undefined ? undefined : scope.fromModule(STREAMS, stream.options)
  return `${scope.runtimeType('StreamMethod')}<${streamArgs(stream, scope, options)}, ${event}>`
}

function methodType(operation: OperationDefinition, plan: RestPlan, scope: Scope): string {
  const { id } = operation
  const names = plan.operations.get(operation) as OperationNames
  const inside = scope.withFloor('V')
  const args = names.args === undefined ? scope.runtimeType('CallOptions') : scope.besides(id, names.args)
  const page = plan.itemsOf.get(operation)
  const types = [args, outputType(operation, plan, inside), ...(page ? [itemType(page.items, inside)] : [])]
  const variant = `${callVariant(operation, plan, needsNothing(operation))}Method`
  return `${scope.runtimeType(variant)}<${types.join(', ')}>`
}

function nodeCode({ children, parameter, operations, stream, streams }: RouteNode, scope: Scope): string {
  const streamCode = ({ value }: NamedStream): string => scope.fromModule(STREAMS, value, false)
  return tallObjectCode([
    ...(stream ? [['()', streamCode(stream)] as const] : []),
    ...[...streams].map(([name, one]) => [name, `{ '()': ${streamCode(one)} }`] as const),
    ...[...children].map(([segment, child]) => [segment, nodeCode(child, scope)] as const),
    ...(parameter ? [['{}', nodeCode(parameter.node, scope)] as const] : []),
    ...[...operations].map(([method, { id }]) => [method, scope.valueOf(id)] as const),
  ])
}
