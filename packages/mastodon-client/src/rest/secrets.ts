/** What a request carries that no error may repeat, although a server does: its token, and the credentials in its body. */
export function secretsOf(headers: Readonly<Record<string, string>>, body: object = {}): string[] {
  const fields = Object.entries(body).filter(([name]) => /token|secret|password|^code/.test(name))
  const token = headers['authorization']?.replace(/^\S+ /, '')
  return [token ?? '', ...fields.map(([, value]) => String(value))]
}
