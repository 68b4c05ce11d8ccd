/**
 * What generated REST modules are made of, and what their types are spelled in.
 * @module
 */
export {
  anything,
  array,
  boolean,
  bounded,
  choice,
  constant,
  extended,
  integer,
  lazy,
  map,
  nothing,
  number,
  object,
  oneOf,
  type Schema,
  string,
  tolerant,
  without,
} from '../wire/index.ts'
export type { TreeOf } from '../calls/tree-of.ts'
export { nullable, optional } from './absence.ts'
export { readSources } from './files.ts'
export { toForm } from './form.ts'
export * from './formats.ts'
export type * from './methods.ts'
export type * from './operation.ts'
export type * from './streams.ts'
