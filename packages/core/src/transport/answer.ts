import type { ErrorAnswer, FieldErrors } from '../errors/response-error.ts'

const MAX_DESCRIPTION = 500

/**
 * Reads the body of a refusal: JSON as both networks write it, an HTML page of a proxy, or nothing.
 *
 * @param secrets what the answer must not repeat
 */
export async function readErrorAnswer(
  response: Response,
  secrets: readonly string[] = [],
): Promise<ErrorAnswer> {
  const { status } = response
  const hide = (text: string) => hideSecrets(text, secrets)
  const headers = new Headers(
    [...response.headers].map(([name, value]): [string, string] => [name, hide(value)]),
  )
  const text = hide(await response.text().catch(() => ''))
  // JSON may spell a secret otherwise, so it is looked at again when it is read.
  const body = parseJson(text, hide) ?? text
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const { error, message, error_description: detail, details } = fields
  // XRPC and OAuth name the error in `error` and explain it beside; Mastodon explains it in `error`.
  const name = typeof error === 'string' && /^[\w.]+$/.test(error) ? error : ''
  const words = [message, detail, name ? undefined : error].find((part) => typeof part === 'string')
  const description = hideTokens(typeof words === 'string' ? words : titleOf(text)).slice(0, MAX_DESCRIPTION)
  return { status, headers, error: name, description, details: readDetails(details), body }
}

/** Replaces secrets, however they are written in a text. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  return secrets.filter(Boolean).reduce(hideSecret, text)
}

function hideSecret(text: string, secret: string): string {
  return text.replaceAll(secret, '[token]').replaceAll(encodeURIComponent(secret.toWellFormed()), '[token]')
}

function readDetails(details: unknown): FieldErrors | undefined {
  const isRight =
    typeof details === 'object' && details !== null && Object.values(details).every(Array.isArray)
  return isRight ? (details as FieldErrors) : undefined
}

/** Replaces what looks like a token. */
export function hideTokens(text: string): string {
  return text.replace(/\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\b(?:Bearer|DPoP)\s+\S+/g, '[token]')
}

function parseJson(text: string, read: (text: string) => string): unknown {
  try {
    return JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? read(value) : value))
  } catch {
    return undefined
  }
}

/** What an HTML error page calls itself. */
function titleOf(text: string): string {
  return /<title>\s*([^<]+?)\s*<\/title>/i.exec(text)?.[1] ?? ''
}
