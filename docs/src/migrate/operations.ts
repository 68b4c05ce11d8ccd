import type { Endpoint } from '@typefed/core/rest'
import * as exported from '@typefed/mastodon-client/operations'
import { PART, type RequestLine } from './requests.ts'

const OPERATIONS: readonly Endpoint[] = Object.values(exported)

/** The operation that a request goes to, if there is one. */
export function operationOf({ method, path }: RequestLine): Endpoint | undefined {
  const fitting = OPERATIONS.filter((one) => isMethod(one.method, method) && shapeOf(one.path).test(path))
  // A name goes before a parameter: `/accounts/lookup`, not `/accounts/{id}`.
  return fitting.toSorted((a, b) => a.path.split('{').length - b.path.split('{').length)[0]
}

/** The request that a call of the tree makes, by how it is written: `client.api.v1.statuses(id).get()`. */
export function requestOfTree(code: string): RequestLine | undefined {
  const found = /client((?:\.\w+|\['[^']+'\]|\(\w+\))+)\.(get|post|put|patch|delete)\b/.exec(code)
  if (!found) return undefined
  const [, chain = '', method = ''] = found
  const path = chain.replaceAll(
    /\.(\w+)|\['([^']+)'\]|\(\w+\)/g,
    (_, name?: string, quoted?: string) => `/${name ?? quoted ?? PART}`,
  )
  return { method: method.toUpperCase(), path }
}

/** Mastodon takes a change by either of them. */
function isMethod(ours: string, theirs: string): boolean {
  return ours === theirs || (ours === 'PATCH' && theirs === 'PUT') || (ours === 'PUT' && theirs === 'PATCH')
}

function shapeOf(template: string): RegExp {
  const escaped = template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')
  return new RegExp(`^${escaped}$`)
}
