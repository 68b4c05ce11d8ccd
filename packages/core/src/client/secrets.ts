/** Shorter values are no secrets, and stand in every other sentence. */
const MIN_LENGTH = 4
const SECRET_HEADER = /auth|cookie|token|secret|passw|credential|session|dpop|api-?key/
const SECRET_FIELD = /token|secret|passw|jwt|^code/i

/** Whether a header, its name in lower case, holds credentials: by its name, or because the user says so. */
export function isSecretHeader(name: string, declared: readonly string[] = []): boolean {
  return SECRET_HEADER.test(name) || declared.some((one) => one.toLowerCase() === name)
}

/** The strings of a request that no error may repeat, although a server does. */
export function findSecrets(
  headers: Readonly<Record<string, string>>,
  body: unknown,
  declared?: readonly string[],
): Set<string> {
  const secrets = new Set<string>()
  for (const name in headers) {
    if (isSecretHeader(name, declared))
      secrets.add((headers[name] as string).replace(/^(?:bearer|dpop|basic) /i, ''))
  }
  addFields(secrets, body)
  return secrets
}

function addFields(secrets: Set<string>, body: unknown): void {
  if (typeof body !== 'object' || body === null || ArrayBuffer.isView(body)) return
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' && SECRET_FIELD.test(name)) secrets.add(value)
  }
}

/**
 * Replaces secrets. A text that holds one in the escapes of JSON, URLs or HTML is replaced as a whole: it is of no use
 * without its escapes.
 */
export function hideSecrets(text: string, secrets: Iterable<string>): string {
  let hidden = text
  for (const secret of secrets) {
    if (secret.length >= MIN_LENGTH) hidden = hidden.replaceAll(secret, HIDDEN)
  }
  if (!/[%&\\+]/.test(text)) return hidden
  const plain = unescape(hidden)
  for (const secret of secrets) {
    const encoded = encodeURIComponent(secret.toWellFormed()).toLowerCase()
    const isThere = [plain, plain.replaceAll('+', ' ')].some((one) => one.includes(secret))
    if (secret.length >= MIN_LENGTH && (isThere || hidden.toLowerCase().includes(encoded))) return HIDDEN
  }
  return hidden
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Undoes the escapes of JSON, URLs and HTML. */
function unescape(text: string): string {
  const toChar = (code: number) => String.fromCodePoint(Math.min(code, 0x10ffff))
  return text
    .replace(
      /%([\da-f]{2})|\\u([\da-f]{4})|&#x0{0,4}([\da-f]{1,6});/gi,
      (_, ...hex: (string | undefined)[]) => toChar(parseInt(hex.slice(0, 3).join(''), 16)),
    )
    .replace(/&#0{0,4}(\d{1,7});/g, (_, decimal) => toChar(Number(decimal)))
    .replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] as string)
    .replace(/\\([^u])/g, '$1')
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
