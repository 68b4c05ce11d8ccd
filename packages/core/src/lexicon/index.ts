/**
 * What generated lexicon modules are made of, and what their types are spelled in.
 * @module
 */
export {
  array,
  boolean,
  bounded,
  constant,
  integer,
  lazy,
  nullable,
  object,
  oneOf,
  optional,
  type Schema,
  string,
} from '../wire/index.ts'
export type { TreeOf } from '../base/tree-of.ts'
export type { BinaryBody } from '../client/body.ts'
export type { CallableEndpoint, Endpoint, PagedEndpoint } from '../client/endpoint.ts'
export type { Method } from '../client/methods.ts'
export type { CallOptions } from '../client/options.ts'
export * from './data.ts'
export {
  type NoParams,
  type PagedQueryMethod,
  type ParamOptions,
  type Permission,
  type PermissionSet,
  procedure,
  query,
  subscription,
  type Subscription,
  type SubscriptionMethod,
} from './endpoint.ts'
export * from './formats.ts'
export type * from './records.ts'
export type * from './subscription.ts'
export {
  asUnknown,
  closedUnion,
  record,
  type RecordKeyType,
  type RecordSchema,
  type Typed,
  typed,
  union,
  type Unknown,
  type UnknownType,
} from './typed.ts'
export { tree, type TreeData } from './tree.ts'
