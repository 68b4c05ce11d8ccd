import { isObject, type Json } from './document.ts'

/** A field of a form as it came: its name, possibly with brackets, and its text or file. */
export type Field = readonly [name: string, value: string | File]

/** Rails' nesting: `a[b]=1` is a field of an object, `a[]=1` an item of a list, `a[0][b]=1` one of an indexed list. */
export function nest(fields: Iterable<Field>): Json {
  const root: Json = {}
  for (const [name, value] of fields) {
    const first = /^[^[]+/.exec(name)?.[0] ?? name
    const keys = [
      first,
      ...[...name.slice(first.length).matchAll(/\[([^[\]]*)\]/g)].map((found) => found[1] ?? ''),
    ]
    put(root, keys, value)
  }
  return root
}

function put(target: Json, keys: readonly string[], value: string | File): void {
  const [key = '', next, ...rest] = keys
  if (next === undefined) {
    target[key] = value
    return
  }
  if (next !== '') {
    const inner = isObject(target[key]) ? target[key] : {}
    target[key] = inner
    put(inner, [next, ...rest], value)
    return
  }
  const list: unknown[] = Array.isArray(target[key]) ? target[key] : []
  target[key] = list
  if (rest.length === 0) {
    list.push(value)
    return
  }
  // `a[][b]` belongs to the last item until that has a `b`.
  const last: unknown = list.at(-1)
  const item = isObject(last) && !((rest[0] ?? '') in last) ? last : {}
  if (item !== last) list.push(item)
  put(item, rest, value)
}
