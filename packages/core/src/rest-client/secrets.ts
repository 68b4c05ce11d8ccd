/** Shorter ones are no secrets, and stand in every other sentence. */
const MIN_LENGTH = 8

/** What a request carries that no error may repeat, although a server does: its token, and the credentials in its body. */
export function secretsOf(headers: Readonly<Record<string, string>>, body: object = {}): string[] {
  const fields = Object.entries(body).filter(([name]) => /token|secret|password|^code/.test(name))
  const token = headers['authorization']?.replace(/^\S+ /, '')
  return [token ?? '', ...fields.map(([, value]) => String(value))].filter(
    ({ length }) => length >= MIN_LENGTH,
  )
}
