import type { Pages } from '../pagination/pages.ts'
import type { Page, PageArgs } from '../rest/methods.ts'
import type { OperationData, OutputFor } from '../rest/operation.ts'
import { type CallArgs, targetOf } from './request.ts'
import type { CallableOperation, RestClient } from './rest-client.ts'
import { walk } from './walk.ts'

/** The description of an operation that comes in pages. */
export type PagedCallableOperation<A extends unknown[], O, Item> = CallableOperation<A, O> & {
  readonly paginated: 'link' | 'offset'
  readonly '~item'?: Item
}

/** The arguments of a walk over pages: those of the call, and where to. */
export type WalkArgs<A extends unknown[]> = { [Index in keyof A]: A[Index] & PageArgs }

/**
 * Walks over the pages of an operation; by its items, or by its pages with `.pages()`. It is started when it is iterated,
 * and may be iterated again.
 *
 * ```ts
 * for await (const status of paginate(client, getHomeTimeline, { params: { limit: 40 }, maxItems: 100 })) …
 * ```
 *
 * Throws ValidationError at once for arguments that the description does not allow, else as a call does.
 */
export function paginate<V, A extends unknown[], O, Item>(
  client: RestClient<V>,
  operation: PagedCallableOperation<A, O, Item>,
  ...args: WalkArgs<A>
): Pages<Page<OutputFor<O, V>, OutputFor<Item, V>>, OutputFor<Item, V>> {
  type Body = OutputFor<O, V>
  const given = (args[0] ?? {}) as CallArgs & PageArgs
  return walk<Body, OutputFor<Item, V>>(
    {
      base: client.origin,
      first: client.basePath + targetOf(operation, given),
      fetchPage: (path) =>
        client.request(operation, given, path) as Promise<{ body: Body; headers: Headers }>,
      itemsOf: (body) => itemsOf(operation, body) as OutputFor<Item, V>[],
      offset: operation.paginated === 'offset',
    },
    given,
  )
}

function itemsOf({ items }: OperationData, body: unknown): unknown[] {
  const list = items === undefined ? body : (body as Record<string, unknown> | null)?.[items]
  if (Array.isArray(list)) return list
  return items === undefined ? [list] : []
}
