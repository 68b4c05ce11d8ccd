/** How wide a list may be before each item gets a line of its own. */
const WIDTH = 72

/** A value of JSON as TypeScript writes it. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (Array.isArray(value)) return arrayCode(value.map(literal))
  if (typeof value === 'object' && value !== null) {
    return objectCode(Object.entries(value).map(([name, item]) => [name, literal(item)]))
  }
  return JSON.stringify(value)
}

export function quote(text: string): string {
  const json = JSON.stringify(text).slice(1, -1)
  return `'${json.replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

export function arrayCode(items: readonly string[]): string {
  return listCode('[', items, ']')
}

/** A list that fits on a line, or has one for each item. */
export function listCode(open: string, items: readonly string[], close: string): string {
  const line = `${open}${items.join(', ')}${close}`
  if (line.length <= WIDTH && !line.includes('\n')) return line
  return `${open}\n${items.map((item) => `${indent(item)},\n`).join('')}${close}`
}

/** An object that fits on a line, or has one for each member. */
export function objectCode(members: readonly (readonly [name: string, code: string])[]): string {
  if (members.length === 0) return '{}'
  const line = `{ ${members.map(memberCode).join(', ')} }`
  return line.length <= WIDTH && !line.includes('\n') ? line : tallObjectCode(members)
}

/** An object with a line for each member. */
export function tallObjectCode(members: readonly (readonly [name: string, code: string])[]): string {
  if (members.length === 0) return '{}'
  return `{\n${members.map((member) => `${indent(memberCode(member))},\n`).join('')}}`
}

/** The name of a member of a type. */
export function typeKey(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : quote(name)
}

/** A choice of types. */
export function unionType(members: readonly string[]): string {
  const distinct = [...new Set(members)]
  if (distinct.length === 0) return 'never'
  const line = distinct.join(' | ')
  return line.length <= WIDTH ? line : distinct.map((member) => `\n  | ${member}`).join('')
}

/** Puts a type where an operator follows. */
export function groupType(type: string): string {
  if (!/[|&]|=>/.test(type.replace(/'(?:[^'\\]|\\.)*'?/g, ''))) return type
  return type.includes('\n') ? `(${type}\n)` : `(${type})`
}

/** Marks a call as free of effects, for bundlers. */
export function pure(call: string): string {
  const lazy = call.indexOf('=>')
  const [now, later] = lazy < 0 ? [call, ''] : [call.slice(0, lazy), call.slice(lazy)]
  return now.replace(/\b\w+\.\w+\(/g, '/*#__PURE__*/ $&') + later
}

function memberCode([name, code]: readonly [name: string, code: string]): string {
  // As a plain key it would set the prototype.
  return `${name === '__proto__' ? "['__proto__']" : typeKey(name)}: ${code}`
}

function indent(code: string): string {
  return code.replaceAll('\n', '\n  ').replace(/^(?!\n)/, '  ')
}
