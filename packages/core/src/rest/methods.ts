import type { PagedMethod } from '../client/methods.ts'
import type { CallOptions as AnyCallOptions } from '../client/options.ts'
import type { LinkPage, WalkArgs } from './link-pages.ts'

/** Options of one call. */
export interface CallOptions extends Omit<AnyCallOptions, 'contentType'> {}

/** An operation of a client that comes in pages. */
export type PagedOperationMethod<A extends unknown[], O, Item> = PagedMethod<
  A,
  O,
  Item,
  { [Index in keyof A]: A[Index] & WalkArgs },
  LinkPage<O, Item>
>
