import type { PageArgs } from '../rest/methods.ts'
import type { OperationData, Routes } from '../rest/operation.ts'
import { parseAnswer } from './answer.ts'
import { paginate } from './paginate.ts'
import type { CallArgs } from './request.ts'
import type { RestClient } from './rest-client.ts'

type AnyClient = RestClient<unknown>

type Values = readonly string[]

/**
 * Binds routes to a client: segments become properties, parameters of paths become calls, operations become methods.
 * They are plain functions and objects, so printing, completing and comparing work, and a name that does not exist is
 * `undefined`.
 */
export function bindTree(routes: Routes, client: AnyClient): object {
  return bindNode('', routes, client, [])
}

function bindNode(name: string, routes: Routes, client: AnyClient, values: Values): object {
  const behind = routes['{}'] as Routes | undefined
  const node: Record<string, unknown> = {}
  for (const segment of Object.keys(routes)) {
    if (segment === '{}') continue
    const child = routes[segment] as Routes | OperationData
    node[segment] = isOperation(child)
      ? bindMethod(child, client, values)
      : bindNode(segment, child, client, values)
  }
  if (!behind) return node
  const call = { [name]: (value: string) => bindNode(name, behind, client, [...values, value]) }[name]
  // Assigning would fail where a segment is called as what a function has anyway: `name`, `length`.
  return Object.defineProperties(call as object, Object.getOwnPropertyDescriptors(node))
}

function bindMethod(operation: OperationData, client: AnyClient, values: Values): object {
  const { operationId, method, path, requires, paginated } = operation
  const named = { [operationId]: (args?: CallArgs) => client.call(operation, withPath(args)) }
  const withPath = <T extends CallArgs>(args?: T) =>
    values.length === 0 ? args : { ...args, path: fill(path, values) }

  const call = named[operationId] as object
  Object.setPrototypeOf(call, factsOf(operation))
  const facts = requires === undefined ? { method, path } : { method, path, requires }
  if (paginated === undefined) return Object.assign(call, facts)
  const paged = operation as OperationData & { paginated: 'link' | 'offset' }
  return Object.assign(call, facts, {
    paginated,
    paginate: (args?: CallArgs & PageArgs) => paginate(client, paged, withPath(args) ?? {}),
  })
}

const prototypes = new WeakMap<OperationData, object>()

/** What all methods of an operation share: made once, since methods behind an id are made with each call of it. */
function factsOf(operation: OperationData): object {
  let facts = prototypes.get(operation)
  if (!facts) {
    facts = Object.create(Function.prototype) as object
    const parse = (data: unknown) => parseAnswer(operation, data)
    for (const [name, value] of Object.entries({ ...operation, parse }))
      Object.defineProperty(facts, name, { value, writable: true })
    prototypes.set(operation, facts)
  }
  return facts
}

function fill(path: string, values: Values): Record<string, string> {
  const names = path.matchAll(/\{(\w+)\}/g)
  return Object.fromEntries(Array.from(names, ([, name], index) => [name, values[index]])) as Record<
    string,
    string
  >
}

function isOperation(node: Routes | OperationData): node is OperationData {
  return typeof node['operationId'] === 'string'
}
