import { misfit } from '../errors/validation-error.ts'
import type { EventStream, PageArgs, StreamData } from '../rest/index.ts'
import type { OperationData, Routes } from '../rest/operation.ts'
import { parseAnswer } from './answer.ts'
import { paginate } from './paginate.ts'
import type { CallArgs } from './request.ts'
import type { RestClient } from './rest-client.ts'

/** What a tree is bound to. */
export interface TreeClient extends RestClient<unknown> {
  /** Follows a stream. Not needed for a tree without any. */
  listen?(stream: StreamData, ...args: unknown[]): EventStream<unknown>
}

type Values = readonly string[]

/** Routes, with what else a node may be. */
type Nodes = Routes & { readonly '{}'?: Routes; readonly '()'?: StreamData }

/**
 * Binds routes to a client: segments become properties, parameters of paths become calls, operations become methods.
 * They are plain functions and objects, so printing, completing and comparing work, and a name that does not exist is
 * `undefined`.
 */
export function bindTree(routes: Routes, client: TreeClient): object {
  return bindNode('', routes, client, [])
}

function bindNode(name: string, routes: Routes, client: TreeClient, values: Values): object {
  const { '{}': behind, '()': stream, ...segments } = routes as Nodes
  const node: Record<string, unknown> = {}
  for (const segment of Object.keys(segments)) {
    const child = routes[segment] as Routes | OperationData
    node[segment] = isOperation(child)
      ? bindMethod(child, client, values)
      : bindNode(segment, child, client, values)
  }
  if (!behind && !stream) return node
  const call = stream
    ? bindStream(name, stream, client)
    : { [name]: (value: string) => bindNode(name, behind as Routes, client, [...values, value]) }[name]
  // Assigning would fail where a segment is called as what a function has anyway: `name`, `length`.
  return Object.defineProperties(call as object, Object.getOwnPropertyDescriptors(node))
}

function bindStream(name: string, data: StreamData, client: TreeClient): object {
  if (!client.listen) throw misfit('tree', [name], 'a path that this client can follow', 'a stream')
  const call = { [name]: (...args: unknown[]) => client.listen?.(data, ...args) }[name] as object
  Object.setPrototypeOf(call, factsOf(data))
  const { stream, path, requires } = data
  return Object.assign(call, requires === undefined ? { stream, path } : { stream, path, requires })
}

function bindMethod(operation: OperationData, client: TreeClient, values: Values): object {
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

const prototypes = new WeakMap<object, object>()

/** What all methods of an operation share: made once, since methods behind an id are made with each call of it. */
function factsOf(description: OperationData | StreamData): object {
  let facts = prototypes.get(description)
  if (!facts) {
    facts = Object.create(Function.prototype) as object
    const more = 'stream' in description ? {} : { parse: (data: unknown) => parseAnswer(description, data) }
    for (const [name, value] of Object.entries({ ...description, ...more }))
      Object.defineProperty(facts, name, { value, writable: true })
    prototypes.set(description, facts)
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
