import { lengthRule } from './length.ts'
import { schema, type Schema } from './schema.ts'

export interface ArrayConstraints {
  /** Items, inclusive. */
  readonly minLength?: number
  /** Items, inclusive. */
  readonly maxLength?: number
}

/** An array of one kind of items. */
export function array<T>(item: Schema<unknown>, constraints?: ArrayConstraints): Schema<T> {
  const { check, primitive = '' } = item['~wire']
  const within = constraints && lengthRule(constraints)
  return schema('an array', (value, context) => {
    if (!Array.isArray(value)) return context.fail('an array', value)
    if (within && context.strict && !within.has(value.length)) {
      return context.fail(`an array of ${within.text} items`, value, `${value.length} items`)
    }
    let right = true
    for (let i = 0; i < value.length; i++) {
      if (!context.strict && typeof value[i] === primitive) continue
      const start = context.count()
      if (!check(value[i], context)) right = context.within(i, start)
    }
    return right
  })
}
