import { type Issue, type Schema, type Strictness, validate } from '../wire/index.ts'

/**
 * Takes out of a value, in place, the items that do not fit: of a page of posts, the posts; of an answer with several
 * lists, the items of each. An issue outside of any list is left as it is.
 *
 * @param issues what is wrong with the value
 */
export function dropBadItems(
  schema: Schema<unknown>,
  value: unknown,
  strictness: Strictness,
  issues: readonly Issue[],
): void {
  let left: readonly Issue[] | undefined = issues
  // A validation ends after a hundred issues: what is left is looked at again.
  while (left && removeItems(value, left)) left = validate(schema, value, strictness)
}

/** Whether any item was taken out. */
function removeItems(root: unknown, issues: readonly Issue[]): boolean {
  const bad = new Map<unknown[], Set<number>>()
  for (const { path } of issues) {
    const at = path.findIndex((key) => typeof key === 'number')
    if (at < 0) continue
    const list = path
      .slice(0, at)
      .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], root)
    if (Array.isArray(list)) bad.set(list, (bad.get(list) ?? new Set()).add(path[at] as number))
  }
  for (const [list, indexes] of bad) {
    const good = list.filter((_, index) => !indexes.has(index))
    list.splice(0, list.length, ...good)
  }
  return bad.size > 0
}
