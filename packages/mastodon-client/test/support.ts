import type { Pages } from '@typefed/core'
import type { Endpoint } from '@typefed/core/internal'
import type { Page, PageArgs } from '@typefed/core/rest'
import {
  type ExampleCall,
  type MastodonSandbox,
  type MastodonSandboxOptions,
  startMastodonSandbox,
} from '@typefed/test-servers/mastodon'
import * as operations from '../src/generated/operations.ts'
import { MastodonClient, type MastodonClientOptions } from '../src/index.ts'

/** All operations that the package exports, by name. */
export const OPERATIONS: ReadonlyMap<string, Endpoint> = new Map(Object.entries(operations))

/** A method of the tree, of whatever operation. */
export interface Leaf extends Endpoint {
  (args?: object): Promise<unknown>
  parse(data: unknown): unknown
  paginate?(args?: object & PageArgs): Pages<Page<unknown, unknown>, unknown>
}

export interface Arena extends AsyncDisposable {
  readonly sandbox: MastodonSandbox
  /** A client of the first user. */
  readonly client: MastodonClient
  /** Another client of the first user. */
  connect(options?: Partial<MastodonClientOptions>): MastodonClient
}

/** A sandbox and a client of it. Disposing fails if something went wrong in the sandbox itself. */
export async function arena(
  options: MastodonSandboxOptions = {},
  clientOptions: Partial<MastodonClientOptions> = {},
): Promise<Arena> {
  const sandbox = await startMastodonSandbox(options)
  const connect = (own: Partial<MastodonClientOptions> = {}) =>
    new MastodonClient({ url: sandbox.url, accessToken: sandbox.token, ...clientOptions, ...own })
  return {
    sandbox,
    client: connect(),
    connect,
    async [Symbol.asyncDispose]() {
      await sandbox.close()
      if (sandbox.faults.length > 0) throw new AggregateError(sandbox.faults, 'The sandbox failed')
    },
  }
}

/** What a sandbox was asked, oldest first: `GET /api/v2/instance`. */
export function pathsOf({ sandbox }: Arena): string[] {
  return sandbox.requests.map(({ method, path }) => `${method} ${path}`)
}

/** The method that stands in a tree where an operation's path and method lead. Throws where there is none. */
export function leafOf(
  client: MastodonClient,
  { path, method, name: id }: Endpoint,
  values: Readonly<Record<string, string>> = {},
): Leaf {
  let node: unknown = client
  for (const segment of path.slice(1).split('/')) {
    const parameter = /^\{(\w+)\}$/.exec(segment)?.[1]
    node =
      parameter === undefined
        ? (node as Record<string, unknown>)[segment]
        : (node as (value: string) => unknown)(values[parameter] ?? parameter)
    if (node === undefined) throw new Error(`${path} of ${id} ends at ${segment}`)
  }
  const leaf = (node as Record<string, unknown>)[method.toLowerCase()]
  if (typeof leaf === 'function') return leaf as Leaf
  throw new Error(`${method} ${path} is not in the tree`)
}

/** The arguments of an example call, without those of the path. */
export function argsOf(operation: Endpoint, { parts }: ExampleCall): Record<string, unknown> {
  const params = Object.entries(parts.query).map(([name, value]) => [name.replace(/\[\]$/, ''), value])
  const headers = Object.entries(operation.headers ?? {}).map(([argument, header]) => [
    argument,
    Object.entries(parts.headers).find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1],
  ])
  return {
    ...Object.fromEntries(headers),
    ...(params.length > 0 && { params: Object.fromEntries(params) }),
    ...(parts.body && { body: parts.body }),
  }
}

/** What a promise rejects with; an error if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  const nothing = Symbol('nothing')
  const error = await promise.then(
    () => nothing,
    (error: unknown) => error,
  )
  if (error === nothing) throw new Error('It did not fail.')
  return error
}
