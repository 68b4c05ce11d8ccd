import type { Endpoint } from '../client/endpoint.ts'
import type { RecordSchema } from './typed.ts'

/** Endpoints and records by name: a segment of an NSID leads to a namespace, the last one to a description. */
export interface TreeData {
  readonly [segment: string]: TreeData | Endpoint | RecordSchema<unknown>
}

/** Sorts endpoints and records into the tree of their names. */
export function tree<T extends TreeData>(leaves: readonly (Endpoint | RecordSchema<unknown>)[]): T {
  const root: Record<string, unknown> = {}
  for (const leaf of leaves) {
    const segments = ('nsid' in leaf ? leaf.nsid : leaf.name).split('.')
    const last = segments.pop() as string
    let node = root
    for (const segment of segments) node = (node[segment] ??= {}) as Record<string, unknown>
    node[last] = leaf
  }
  return root as T
}
