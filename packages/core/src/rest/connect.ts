import type { TreeOf } from '../base/tree-of.ts'
import { validationError } from '../errors/validation-error.ts'
import { bindRoutes } from './bind-routes.ts'
import { RestClient, type RestClientOptions } from './rest-client.ts'
import type { Routes } from './routes.ts'

/**
 * Makes a client with a method for every operation of a tree, by its path.
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
    if (name in client) throw validationError('tree', [name], 'a path', 'the name of a member of the client')
  }
  return Object.assign(client, bindRoutes(tree, client)) as RestClient & T
}
