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
  let plan: Plan | undefined
  return (value, context) =>
    isObject(value)
      ? checkProperties((plan ??= compile(fields, tag)), value, context)
      : context.fail('an object', value)
}

/** Objects of one kind mostly have their properties in one order, so what came next last time is tried first. */
interface Follower {
  next: Property | undefined
}

interface Property extends Follower {
  readonly name: string
  /** It must be there for a strict check. */
  readonly required: boolean
  /** It must be there for a lenient check. */
  readonly needed: boolean
  readonly expects: string
  /** What `typeof` gives for a value that a lenient check accepts; '' if the check must be called. */
  readonly lenientType: string
  /** The same for a strict check. */
  readonly strictType: string
  /** A number must be a whole one for that. */
  readonly whole: boolean
  readonly check: Check
}

interface Plan {
  readonly properties: ReadonlyMap<string, Property>
  /** How many properties are `required`. */
  readonly required: number
  /** How many properties are `needed`. */
  readonly needed: number
  readonly start: Follower
}

function compile(fields: Fields, tag: string | undefined): Plan {
  const properties = new Map<string, Property>()
  if (tag !== undefined) properties.set('$type', tagProperty(tag))
  let required = 0
  let needed = 0
  for (const [name, { expects, '~wire': wire }] of Object.entries(fields())) {
    if (!wire.optional) required++
    if (!wire.optional && !wire.leavable) needed++
    properties.set(name, {
      next: undefined,
      name,
      required: !wire.optional,
      needed: !wire.optional && !wire.leavable,
      expects,
      lenientType: wire.primitive ?? '',
      strictType: (wire.plain && wire.primitive) ?? '',
      whole: wire.primitive === 'number',
      check: wire.check,
    })
  }
  return { properties, required, needed, start: { next: undefined } }
}

/** A `$type` may be absent, and must be right if it is there. */
function tagProperty(tag: string): Property {
  const expects = `the $type ${tag}`
  return {
    next: undefined,
    name: '$type',
    required: false,
    needed: false,
    expects,
    lenientType: '',
    strictType: '',
    whole: false,
    check: (value, context) => value === tag || value === `${tag}#main` || context.fail(expects, value),
  }
}

/** Goes over what the object has, not over what it might have: most optional properties are absent. */
function checkProperties(
  { properties, required, needed, start }: Plan,
  value: Record<string, unknown>,
  context: Context,
): boolean {
  if (!context.enter(value)) return false
  const { strict } = context
  let right = true
  let missing = strict ? required : needed
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
    if (strict ? property.required : property.needed) missing--
    if (typeof item === (strict ? property.strictType : property.lenientType)) {
      if (!strict || !property.whole || Number.isSafeInteger(item)) continue
    }
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
  for (const [name, { required, needed, expects }] of properties) {
    const present = Object.hasOwn(value, name) && value[name] !== undefined
    if ((context.strict ? required : needed) && !present) context.failAt(name, expects, undefined)
  }
  return false
}
