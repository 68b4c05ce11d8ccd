import { optional, resolve } from './modifiers.ts'
import { object } from './object.ts'
import type { Fields, Schema } from './schema.ts'

/** An object that has the properties of others, and its own. */
export function extended<T>(bases: () => readonly Schema<unknown>[], fields: Fields): Schema<T> {
  return object(() => ({ ...mergeFields(bases()), ...fields() }))
}

/** An object in which some properties may be absent, besides those that may be anyway. */
export function without<T>(base: () => Schema<unknown>, names: readonly string[]): Schema<T> {
  return object(() => {
    const entries = Object.entries(mergeFields([base()]))
    return Object.fromEntries(
      entries.map(([name, field]) => [name, names.includes(name) ? optional(field) : field]),
    )
  })
}

function mergeFields(bases: readonly Schema<unknown>[]): ReturnType<Fields> {
  return Object.fromEntries(
    bases.flatMap((base) => {
      const { fields } = resolve(base)['~wire']
      if (!fields) throw new Error('only an object can be extended')
      return Object.entries(fields())
    }),
  )
}
