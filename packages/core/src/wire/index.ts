export { array, type ArrayConstraints } from './array.ts'
export { type Check, Context, type Strictness, validate } from './context.ts'
export { formatPath, type Issue } from './issue.ts'
export { lazy, nullable, optional, resolve } from './modifiers.ts'
export { boolean, integer, type IntegerConstraints } from './number.ts'
export { type Fields, isObject, object, objectCheck } from './object.ts'
export { schema, type Schema, type Wire } from './schema.ts'
export {
  constant,
  formatted,
  graphemeLength,
  oneOf,
  string,
  type StringConstraints,
  utf8Length,
} from './string.ts'
