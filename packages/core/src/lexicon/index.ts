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
export type { TreeOf } from '../calls/tree-of.ts'
export * from './data.ts'
export type * from './endpoint.ts'
export * from './formats.ts'
export type * from './methods.ts'
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
