import type { Endpoint } from '../client/endpoint.ts'
import type { StreamData } from './streams.ts'

/**
 * Operations by path: a segment leads to a node, `{}` to the nodes behind a parameter, `()` to the stream that the node
 * is, `get` and the like to operations.
 */
export interface Routes {
  readonly [segment: string]: Routes | Endpoint | StreamData
}

/**
 * Sorts operations into the tree of their paths.
 *
 * @param streams by the path of the node that is the stream
 */
export function routes<T extends Routes>(
  operations: readonly Endpoint[],
  streams: Readonly<Record<string, StreamData>> = {},
): T {
  const root: Record<string, unknown> = {}
  const nodeAt = (path: string): Record<string, unknown> => {
    let node = root
    for (const segment of path.split('/').slice(1)) {
      const name = segment.startsWith('{') ? '{}' : segment
      node = (node[name] ??= {}) as Record<string, unknown>
    }
    return node
  }
  for (const operation of operations) nodeAt(operation.path)[operation.method.toLowerCase()] = operation
  for (const path in streams) nodeAt(path)['()'] = streams[path]
  return root as T
}
