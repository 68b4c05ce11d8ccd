/** Shorter values are no secrets, and stand in every other sentence. */
const MIN_LENGTH = 4
const SECRET_HEADER = /auth|cookie|token|secret|passw|credential|session|dpop|api-?key/
const SECRET_FIELD = /token|secret|passw|jwt|^code/i

/** Whether a header, its name in lower case, holds credentials: by its name, or because the user says so. */
export function isSecretHeader(name: string, declared: readonly string[] = []): boolean {
  return SECRET_HEADER.test(name) || declared.some((one) => one.toLowerCase() === name)
}

/** Whether a field holds a secret, by its name. */
export function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name)
}

/** The strings of a request that no error may repeat, although a server does. */
export function findSecrets(
  headers: Readonly<Record<string, string>>,
  body: unknown,
  url: string,
  declared?: readonly string[],
): Set<string> {
  const secrets = new Set<string>()
  for (const name in headers) {
    if (!isSecretHeader(name, declared)) continue
    const value = (headers[name] as string).trim()
    // A server may repeat it without the name of its scheme, or one value of a cookie.
    secrets.add(value).add(value.replace(/^[\w-]+ +/, ''))
    if (name === 'cookie') for (const part of value.split(/; *|=/)) secrets.add(part)
  }
  addFields(secrets, body)
  const query = url.indexOf('?')
  if (query > 0) addFields(secrets, new URLSearchParams(url.slice(query)))
  return secrets
}

function addFields(secrets: Set<string>, body: unknown, depth = 8): void {
  if (typeof body !== 'object' || body === null || ArrayBuffer.isView(body) || depth === 0) return
  const isForm = body instanceof FormData || body instanceof URLSearchParams
  for (const [name, value] of isForm ? body : Object.entries(body)) {
    if (typeof value !== 'string') addFields(secrets, value, depth - 1)
    else if (isSecretField(name)) secrets.add(value)
  }
}

/** Replaces secrets, however a string spells them: as they are, or with the escapes of JSON, URLs and HTML. */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = text
  // A secret may be the beginning of another.
  for (const secret of [...secrets].sort((a, b) => b.length - a.length)) {
    if (secret.length < MIN_LENGTH) continue
    hidden = hidden.replaceAll(secret, HIDDEN)
    if (/[%&\\+]/.test(text))
      hidden = hidden.replace(RegExp(Array.from(secret, spellings).join(''), 'gi'), HIDDEN)
  }
  return hidden
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  '/': 'sol',
  '+': 'plus',
  '=': 'equals',
}

/** An expression for every spelling of a character. */
function spellings(char: string): string {
  const code = char.codePointAt(0) as number
  const hex = code.toString(16)
  const bytes = code < 128 ? `%${hex.padStart(2, '0')}` : encodeURIComponent(char.toWellFormed())
  const percent = bytes.replaceAll('%', '%(?:25){0,3}')
  const units = Array.from({ length: char.length }, (_, i) =>
    char.charCodeAt(i).toString(16).padStart(4, '0'),
  )
  // What was escaped may be escaped again: JSON within JSON, `%252F`, `&amp;amp;`.
  return `(?:${[
    `(?:\\\\|%(?:25){0,3}5c){0,7}(?:${char.replace(/[^\w\u0080-\uffff]/, '\\$&')}|${percent})`,
    `\\\\{1,7}(?:x${hex}|u\\{0{0,4}${hex}\\})`,
    units.map((unit) => `\\\\{1,7}u${unit}`).join(''),
    `&(?:amp;){0,3}(?:#0{0,4}${code};?|#x0{0,4}${hex};?|${ENTITIES[char] ?? '#'};)`,
    ...(char === ' ' ? ['\\+'] : []),
  ].join('|')})`
}

/** Replaces secrets in the keys and strings of a JSON value; what lies deeper than 64 levels is left out. */
export function hideInJson(value: unknown, hide: (text: string) => string, depth = 64): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return undefined
  if (Array.isArray(value)) return value.map((item) => hideInJson(item, hide, depth - 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [hide(key), hideInJson(member, hide, depth - 1)]),
  )
}

const HIDDEN = '[token]'
/** Replaces everything that looks like a token: a JWT, and a long string or one with dots behind the name of a scheme. */
export function hideTokens(text: string): string {
  return text.replace(/(?:\b(?:Bearer|DPoP)\s{1,9})?[\w.~+/=-]+/gi, (run) => (isToken(run) ? HIDDEN : run))
}

function isToken(run: string): boolean {
  const value = run.replace(/^\w+\s+/, '')
  if (value !== run) return value.length > 19 || /\w\.\w/.test(value)
  const start = run.indexOf('eyJ')
  return start >= 0 && (run.length > 19 || run.indexOf('.', start) > 0)
}

/** Replaces the values of fields that hold secrets by their names, in the text of JSON that may be cut off. */
export function hideFields(text: string): string {
  return text.replace(
    /("\w{0,99}(?:token|secret|passw|jwt|code)\w{0,99}"\s{0,9}:\s{0,9}")[^"]*/gi,
    `$1${HIDDEN}`,
  )
}
