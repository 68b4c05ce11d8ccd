import type { Context } from './context.ts'
import { schema, type Schema } from './schema.ts'

/** The properties of an object, by name. A function, so that nothing is built before the first validation. */
export type Fields = () => { readonly [name: string]: Schema<unknown> }

/** An object. Properties that the description does not name are kept and not looked at. */
export function object<T>(fields: Fields): Schema<T> {
  return schema('an object', objectCheck(fields))
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The check of an object's properties; `tag` is the `$type` it may carry. */
export function objectCheck(fields: Fields, tag?: string): (value: unknown, context: Context) => boolean {
  let plan: Property[] | undefined
  return (value, context) => {
    if (!isObject(value)) return context.fail('an object', value)
    if (tag !== undefined) {
      const type = value['$type']
      if (type !== undefined && type !== tag && type !== `${tag}#main`) {
        return context.failAt('$type', `the $type ${tag}`, type)
      }
    }
    if (!context.enter(value)) return false
    const right = checkProperties((plan ??= compile(fields)), value, context)
    context.leave()
    return right
  }
}

interface Property {
  readonly name: string
  readonly optional: boolean
  /** Every object has such a property from its prototype: only its own counts. */
  readonly inherited: boolean
  readonly expects: string
  /** What `typeof` gives for a value that a lenient check accepts; '' if the check must be called. */
  readonly lenientType: string
  /** The same for a strict check. */
  readonly strictType: string
  readonly check: Schema<unknown>['~wire']['check']
}

function compile(fields: Fields): Property[] {
  return Object.entries(fields()).map(([name, { expects, '~wire': wire }]) => ({
    name,
    optional: wire.optional ?? false,
    inherited: name in Object.prototype,
    expects,
    lenientType: wire.primitive ?? '',
    strictType: (wire.plain && wire.primitive) ?? '',
    check: wire.check,
  }))
}

function checkProperties(plan: Property[], value: Record<string, unknown>, context: Context): boolean {
  const { strict } = context
  let right = true
  for (let i = 0; i < plan.length; i++) {
    const { name, optional, inherited, expects, lenientType, strictType, check } = plan[i] as Property
    const item = inherited && !Object.hasOwn(value, name) ? undefined : value[name]
    if (item === undefined) {
      if (optional) continue
      right = context.failAt(name, expects, item)
    } else if (typeof item !== (strict ? strictType : lenientType)) {
      const start = context.count()
      if (!check(item, context)) right = context.within(name, start)
    }
  }
  return right
}
