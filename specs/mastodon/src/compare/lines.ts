/** One fact a line: a key that says what it is about, and a value written the same way on both sides. */
export type Lines = Map<string, string>

export interface Shape {
  /** `string date-time`, `array<ref Status>`, `enum` ... */
  type: string
  nullable: boolean
  /** Of the enum anywhere inside. */
  values?: string[]
}

export function put(lines: Lines, key: string, value: unknown): void {
  if (value === undefined || value === null || value === false || value === '') return
  if (lines.has(key)) throw new Error(`The line ${key} occurs twice.`)
  lines.set(key, String(value))
}

export function list(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : values.toSorted().join(' | ')
}

export function record(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return list(value.map(String))
  return list(Object.entries(value).map(([key, inner]) => `${key}=${record(inner) ?? ''}`))
}

export function oneOf(arms: readonly string[]): string {
  const distinct = [...new Set(arms)].toSorted()
  return distinct.length === 1 ? String(distinct[0]) : `oneOf<${distinct.join(' | ')}>`
}

/** Parameter names in a path are compared by themselves, so that a better name is one difference and not two. */
export function pathKey(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '{}')
}
