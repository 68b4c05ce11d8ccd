/** One thing that is wrong with a value. It never holds a text, which may be a secret. */
export interface Issue {
  /** Where: property names and array indexes, from the root. */
  readonly path: (string | number)[]
  /** What stands in the description: `a string of at most 300 graphemes`. */
  readonly expected: string
  /** The kind of value that was there instead: `null`, `array`, `nothing`. */
  readonly received: string
  /** Both, as a sentence. */
  readonly message: string
}

/** An issue in the form that valibot expects of a schema. */
export interface SchemaIssue {
  readonly kind: 'schema'
  readonly type: string
  readonly input: unknown
  readonly expected: string
  readonly received: string
  readonly message: string
  readonly path?: [PathItem, ...PathItem[]]
}

interface PathItem {
  readonly type: 'unknown'
  readonly origin: 'value'
  readonly input: unknown
  readonly key: string | number
  readonly value: unknown
}

/** @param received the kind of value that was there, where the check knows more of it than its type */
export function makeIssue(expected: string, value: unknown, received: string = kindOf(value)): Issue {
  return { path: [], expected, received, message: `expected ${expected}, got ${received}` }
}

/** Adds what valibot wants to know besides: the values along the path. */
export function toSchemaIssue(issue: Issue, root: unknown): SchemaIssue {
  let value: unknown = root
  const path = issue.path.map((key): PathItem => {
    const input = value
    value = (input as Record<string | number, unknown> | null | undefined)?.[key]
    return { type: 'unknown', origin: 'value', input, key, value }
  })
  const { expected, received, message } = issue
  const bare: SchemaIssue = { kind: 'schema', type: 'typefed', input: value, expected, received, message }
  return path.length > 0 ? { ...bare, path: path as [PathItem, ...PathItem[]] } : bare
}

/** `feed[3].post.uri`, as a person would write it. */
export function formatPath(path: readonly (string | number)[]): string {
  let text = ''
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`
    else if (/^[\w$-]+$/.test(key)) text += text ? `.${key}` : key
    else text += `[${JSON.stringify(key)}]`
  }
  return text
}

/** The kind of a value, as it reads after "got". It does not repeat strings, which may be secrets. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'string') return kindOfString(value)
  if (typeof value === 'number') return `the number ${value}`
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/** A number or a keyword in quotes is a common mistake, and no secret: those are always strings by their description. */
function kindOfString(text: string): string {
  if (text === '') return 'an empty string'
  if (/^(?:-?\d{1,9}|true|false|null)$/.test(text)) return `the string "${text}"`
  return `a string of ${text.length} character${text.length > 1 ? 's' : ''}`
}
