/**
 * The functions that generated REST modules are made of, and the types that they are spelled in.
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
export type { TreeOf } from '../base/tree-of.ts'
export type {
  CallableEndpoint,
  Endpoint,
  HttpMethod,
  OutputFor,
  PagedEndpoint,
  Versioned,
} from '../client/endpoint.ts'
export type { BinaryBody } from '../client/files.ts'
export { toForm } from '../client/form.ts'
export type { Method } from '../client/methods.ts'
export { clearable, nullable, optional } from './absence.ts'
export * from './formats.ts'
export type { Page, PageArgs } from './page.ts'
export type { CallOptions, PagedOperationMethod } from './methods.ts'
export { countedEndpoint, endpoint, linkedEndpoint } from './operation.ts'
export { type Routes, routes } from './routes.ts'
export type * from './streams.ts'
