import type { Check, Context } from './context.ts'
import { type Fields, schema, type Schema } from './schema.ts'

/** An object. Properties that the description does not name are kept and not looked at. */
export function object<T>(fields: Fields): Schema<T> {
  return schema('an object', objectCheck(fields), { fields })
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The check of an object's properties; `tag` is the `$type` it may carry. */
export function objectCheck(fields: Fields, tag?: string): Check {
  let lenient: Plan | undefined
  let strict: Plan | undefined
  const all: Fields = tag === undefined ? fields : () => ({ $type: tagSchema(tag), ...fields() })
  return (value, context) => {
    if (!isObject(value)) return context.fail('an object', value)
    const plan = context.strict ? (strict ??= compile(all, true)) : (lenient ??= compile(all, false))
    return checkProperties(plan, value, context)
  }
}

/** Objects of one kind mostly have their properties in one order, so what came next last time is tried first. */
interface Follower {
  next: Property | undefined
}

interface Property extends Follower {
  readonly name: string
  readonly required: boolean
  readonly expects: string
  /** What `typeof` gives for a valid value; absent if the check must be called. */
  readonly type: string | undefined
  /** A number must be a whole one for that. */
  readonly whole: boolean
  readonly check: Check
}

/** The properties of an object, for one mode. */
interface Plan {
  readonly properties: ReadonlyMap<string, Property>
  /** How many properties are required. */
  readonly required: number
  readonly start: Follower
}

function compile(fields: Fields, strict: boolean): Plan {
  const properties = new Map<string, Property>()
  let count = 0
  for (const [name, { expects, '~wire': wire }] of Object.entries(fields())) {
    const { check, primitive, plain, optional, leavable } = wire
    const required = !optional && (strict || !leavable)
    if (required) count++
    const type = strict && !plain ? undefined : primitive
    const whole = strict && primitive === 'number'
    properties.set(name, { next: undefined, name, required, expects, type, whole, check })
  }
  return { properties, required: count, start: { next: undefined } }
}

/** A `$type` may be absent, and must be right if it is there. */
function tagSchema(tag: string): Schema<string> {
  const expects = `the $type ${tag}`
  return schema(
    expects,
    (value, context) => value === tag || value === `${tag}#main` || context.fail(expects, value),
    { optional: true },
  )
}

/** Goes over what the object has, not over what it might have: most optional properties are absent. */
function checkProperties(
  { properties, required, start }: Plan,
  value: Record<string, unknown>,
  context: Context,
): boolean {
  if (!context.enter(value)) return false
  let right = true
  let missing = required
  let last: Follower = start
  for (const name in value) {
    let property: Property | undefined = last.next
    if (property?.name !== name) {
      property = properties.get(name)
      if (property === undefined) continue
      last.next = property
    }
    last = property
    const item = value[name]
    if (item === undefined) continue
    if (property.required) missing--
    if (typeof item === property.type && (!property.whole || Number.isSafeInteger(item))) continue
    const issues = context.count()
    if (!property.check(item, context)) right = context.within(name, issues)
  }
  context.leave()
  return missing === 0 ? right : failMissing(properties, value, context)
}

function failMissing(
  properties: Plan['properties'],
  value: Record<string, unknown>,
  context: Context,
): false {
  for (const [name, { required, expects }] of properties) {
    const isThere = Object.hasOwn(value, name) && value[name] !== undefined
    if (required && !isThere) context.failAt(name, expects, undefined)
  }
  return false
}
