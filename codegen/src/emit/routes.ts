import { type InterfaceDeclarationStructure, type StatementStructures } from 'ts-morph'
import type { OperationDefinition } from '../model/definition.ts'
import type { RestPlan } from '../plan/plan-rest.ts'
import { ROOT, type RouteNode } from '../plan/plan-routes.ts'
import type { NamedStream } from '../plan/plan-streams.ts'
import { Scope } from '../plan/scope.ts'
import { dependsOnFloor } from '../plan/versions.ts'
import { arrayCode, tallObjectCode, typeKey } from './code.ts'
import { docsOf } from './docs.ts'
import { importsOf } from './module.ts'
import { argsTuple, itemType, needsNothing, outputType } from './operation-type.ts'
import { constant, floorParameter, interfaceOf } from './statements.ts'
import { STREAMS, streamArgs } from './streams.ts'

/** The module of the tree: an interface for each path, and the descriptors in the same shape. */
export function emitRoutes(plan: RestPlan): StatementStructures[] {
  const scope = new Scope(plan, { module: 'tree', has: () => false })
  const generic = findGeneric(plan.routes, plan)
  const interfaces = emitNode(plan.routes, plan, scope, generic)
  const code = `${scope.runtime('routes')}(${[arrayCode(operationsOf(plan.routes).map(({ id }) => scope.valueOf(id))), ...streamsCode(plan.routes, scope)].join(', ')})`
  const type = `${scope.runtimeType('Routes')} & ${scope.runtimeType('TreeOf')}<${ROOT}>`
  const data = constant('tree', type, `/*#__PURE__*/ ${code}`, {
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
  const names = plan.operations.get(id)
  const inside = scope.withFloor('V')
  const args = names?.args === undefined ? scope.runtimeType('CallOptions') : scope.besides(id, names.args)
  const types = [argsTuple(args, needsNothing(operation)), outputType(operation, plan, inside)]
  const page = plan.pages.get(id)
  if (!page) return `${scope.runtimeType('Method')}<${types.join(', ')}>`
  return `${scope.runtimeType('PagedOperationMethod')}<${types.join(', ')}, ${itemType(page.items, inside)}>`
}

function operationsOf(node: RouteNode): OperationDefinition[] {
  return [...belowOf(node).flatMap(operationsOf), ...node.operations.values()]
}

/** The streams by the paths of their nodes, as the second argument of `routes`; nothing if there are none. */
function streamsCode(root: RouteNode, scope: Scope): string[] {
  const members: [string, string][] = []
  const visit = (node: RouteNode): void => {
    const code = ({ value }: NamedStream): string => scope.fromModule(STREAMS, value, false)
    if (node.stream) members.push([node.path, code(node.stream)])
    for (const [name, stream] of node.streams) members.push([`${node.path}/${name}`, code(stream)])
    for (const child of belowOf(node)) visit(child)
  }
  visit(root)
  return members.length > 0 ? [tallObjectCode(members)] : []
}
