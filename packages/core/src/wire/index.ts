export { array, type ArrayConstraints } from './array.ts'
export { anything, choice, nothing } from './choice.ts'
export { type Check, Context, type Strictness, validate } from './context.ts'
export { extended, without } from './extended.ts'
export { formatPath, type Issue } from './issue.ts'
export { map } from './map.ts'
export { lazy, nullable, optional, resolve, tolerant } from './modifiers.ts'
export { boolean, integer, type IntegerConstraints, number } from './number.ts'
export { type Fields, isObject, object, objectCheck } from './object.ts'
export { schema, type Schema, type Wire } from './schema.ts'
export {
  type CommonForm,
  constant,
  formatted,
  graphemeLength,
  oneOf,
  string,
  type StringConstraints,
  utf8Length,
} from './string.ts'
