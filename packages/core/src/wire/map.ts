import { isObject } from './object.ts'
import { schema, type Schema } from './schema.ts'

/** An object whose keys are data, and whose values are all of one kind. */
export function map<T>(values: Schema<unknown>): Schema<T> {
  const { check } = values['~wire']
  return schema('an object', (value, context) => {
    if (!isObject(value)) return context.fail('an object', value)
    if (!context.enter(value)) return false
    let right = true
    for (const key in value) {
      if (value[key] === undefined) continue
      const start = context.count()
      if (!check(value[key], context)) right = context.within(key, start)
    }
    context.leave()
    return right
  })
}
