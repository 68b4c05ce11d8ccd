/** Writes parameters as a query string, lists as Rails reads them: `id[]=1&id[]=2`. What is `undefined` or `null` is left out. */
export function encodeQuery(params: object): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    if (Array.isArray(value)) for (const item of value) query.append(`${name}[]`, String(item))
    else if (value !== undefined && value !== null) query.append(name, String(value))
  }
  return query.toString()
}
