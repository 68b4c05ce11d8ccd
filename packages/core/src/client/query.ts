/**
 * Writes parameters as a query string, a list with a parameter for each item. What is `undefined` or `null` is left out.
 *
 * @param brackets the lists that are written as Rails reads them: `id[]=1&id[]=2`
 */
export function encodeQuery(params: object, brackets: readonly string[] = []): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    const key = Array.isArray(value) && brackets.includes(name) ? `${name}[]` : name
    for (const item of [value ?? []].flat()) query.append(key, String(item))
  }
  return query.toString()
}
