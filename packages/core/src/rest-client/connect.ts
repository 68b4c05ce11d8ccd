import type { TreeOf } from '../calls/tree-of.ts'
import { misfit } from '../errors/validation-error.ts'
import type { Routes } from '../rest/operation.ts'
import { bindTree } from './bind-tree.ts'
import { RestClient, type RestClientOptions } from './rest-client.ts'

/**
 * A client with a method for every operation of a tree, by its path.
 *
 * ```ts
 * import { tree } from './api/tree.js' // written by `typefed generate`
 *
 * const client = connect(tree, { url: 'https://bookmarks.example', accessToken })
 * await client.bookmarks('1').get()
 * ```
 *
 * Throws ValidationError for options that make no sense, and for a path that begins like a member of the client.
 */
export function connect<T>(tree: Routes & TreeOf<T>, options: RestClientOptions): RestClient & T {
  const client = new RestClient(options)
  for (const name of Object.keys(tree)) {
    if (name in client) throw misfit('tree', [name], 'a path', 'the name of a member of the client')
  }
  return Object.assign(client, bindTree(tree, client)) as RestClient & T
}
