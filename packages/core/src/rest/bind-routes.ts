import { bindMethod, factsOf, type MethodHost } from '../client/bind.ts'
import type { Endpoint, PagedEndpoint } from '../client/endpoint.ts'
import { validationError } from '../errors/validation-error.ts'
import { paginate } from './paginate.ts'
import type { RestClient } from './rest-client.ts'
import type { Routes } from './routes.ts'
import type { Stream } from '../socket/stream.ts'
import type { StreamData } from './streams.ts'

/** A client that a tree is bound to. */
export interface TreeClient extends RestClient<unknown> {
  /** Follows a stream. Not needed for a tree without any. */
  listen?(stream: StreamData, ...args: unknown[]): Stream<unknown>
}

type Values = readonly string[]

/** Routes, with all else that a node may be. */
type Nodes = Routes & { readonly '{}'?: Routes; readonly '()'?: StreamData }

/**
 * Binds routes to a client: segments become properties, parameters of paths become calls, operations become methods.
 * They are plain functions and objects, so printing, completing and comparing work, and a name that does not exist is
 * `undefined`.
 */
export function bindRoutes(routes: Routes, client: TreeClient): object {
  const host: Host = {
    call: (endpoint, ...args) => client.call(endpoint, ...args),
    withResponse: (endpoint, ...args) => client.withResponse(endpoint, ...args),
    paginate: (endpoint, ...args) =>
      paginate(client, endpoint as PagedEndpoint<(...args: never[]) => unknown, unknown>, ...args),
    listen: client.listen && ((stream, ...args) => client.listen?.(stream, ...args)),
  }
  return bindNode('', routes, host, [])
}

interface Host extends MethodHost {
  readonly listen: ((stream: StreamData, ...args: unknown[]) => unknown) | undefined
}

function bindNode(name: string, routes: Routes, host: Host, values: Values): object {
  const { '{}': child, '()': stream, ...segments } = routes as Nodes
  const node: Record<string, unknown> = {}
  for (const segment of Object.keys(segments)) {
    const one = routes[segment] as Routes | Endpoint
    node[segment] = isEndpoint(one)
      ? bindMethod(
          one,
          host,
          values.length > 0 ? ([args]) => [{ ...(args as object), path: fill(one.path, values) }] : undefined,
        )
      : bindNode(segment, one, host, values)
  }
  if (!child && !stream) return node
  const call = stream
    ? bindStream(name, stream, host)
    : { [name]: (value: string) => bindNode(name, child as Routes, host, [...values, value]) }[name]
  // Assigning would fail where a segment has the name of a property that functions have: `name`, `length`.
  return Object.defineProperties(call as object, Object.getOwnPropertyDescriptors(node))
}

function bindStream(name: string, data: StreamData, { listen }: Host): object {
  if (!listen) throw validationError('tree', [name], 'a path that this client can follow', 'a stream')
  const call = { [name]: (...args: unknown[]) => listen(data, ...args) }[name] as object
  Object.setPrototypeOf(call, factsOf(data))
  const { stream, path, requires } = data
  return Object.assign(call, requires === undefined ? { stream, path } : { stream, path, requires })
}

function fill(path: string, values: Values): Record<string, string> {
  const names = path.matchAll(/\{(\w+)\}/g)
  return Object.fromEntries(Array.from(names, ([, name], index) => [name as string, values[index] as string]))
}

function isEndpoint(node: Routes | Endpoint): node is Endpoint {
  return typeof node['name'] === 'string'
}
