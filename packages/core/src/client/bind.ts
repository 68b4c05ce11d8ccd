import { parseOutput } from './checks.ts'
import type { Endpoint } from './endpoint.ts'
import type { ApiResponse } from './options.ts'

/** A client that methods are bound to. */
export interface MethodHost {
  call(endpoint: Endpoint, ...args: never[]): Promise<unknown>
  withResponse(endpoint: Endpoint, ...args: never[]): Promise<ApiResponse<unknown>>
  paginate(endpoint: Endpoint, ...args: never[]): unknown
}

/**
 * Makes a method of an endpoint. It is a plain function, so printing and comparing work.
 *
 * @param adapt makes the arguments of the client's own methods of those of this one
 */
export function bindMethod(
  endpoint: Endpoint,
  host: MethodHost,
  adapt: (args: unknown[]) => unknown[] = (args) => args,
): object {
  const { name, method, path, requires, pages } = endpoint
  const to = adapt as (args: unknown[]) => never[]
  const call = { [name]: (...args: unknown[]) => host.call(endpoint, ...to(args)) }[name] as object
  Object.setPrototypeOf(call, factsOf(endpoint))
  // Only facts are shown when a tree is printed.
  Object.defineProperty(call, 'withResponse', {
    value: (...args: unknown[]) => host.withResponse(endpoint, ...to(args)),
  })
  return Object.assign(call, {
    method,
    path,
    ...(requires !== undefined && { requires }),
    ...(pages && { pages, paginate: (...args: unknown[]) => host.paginate(endpoint, ...to(args)) }),
  })
}

const prototypes = new WeakMap<object, object>()

/** Facts that all methods of a description share: made once, since methods behind an id are made with each call of it. */
export function factsOf(description: Endpoint | object): object {
  let facts = prototypes.get(description)
  if (!facts) {
    facts = Object.create(Function.prototype) as object
    const { name, output, message } = description as Endpoint
    const parse = (data: unknown) => parseOutput(name, message ?? output, data)
    for (const [key, value] of Object.entries({ ...description, ...(name && { parse }) }))
      Object.defineProperty(facts, key, { value, writable: true })
    prototypes.set(description, facts)
  }
  return facts
}
