import { type Schema, type Strictness, validate } from '../wire/index.ts'

/**
 * Takes out of a value, in place, the items that do not fit: of a page of posts, the posts; of a response with several
 * lists, the items of each. An issue outside of any list is left as it is. Takes time in proportion to the length.
 */
export function dropBadItems(schema: Schema<unknown>, value: unknown, strictness: Strictness): void {
  const bad = new Map<unknown[], Set<unknown>>()
  for (const { path } of validate(schema, value, strictness, Infinity) ?? []) {
    let parent: unknown = value
    let depth = 0
    while (depth < path.length && !Array.isArray(parent)) {
      parent = (parent as Record<string, unknown>)[path[depth++] as string]
    }
    if (!Array.isArray(parent) || depth === path.length) continue
    bad.set(parent, (bad.get(parent) ?? new Set()).add(path[depth]))
  }
  for (const [list, indexes] of bad) {
    const good = list.filter((_, index) => !indexes.has(index))
    for (const [index, item] of good.entries()) list[index] = item
    list.length = good.length
  }
}
