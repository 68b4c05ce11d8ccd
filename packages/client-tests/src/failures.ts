import { inspect } from 'node:util'
import { TypefedError } from '@typefed/core'
import { expect } from 'vitest'
import { type Loopback, textOfRequest } from './loopback.ts'
import type { ErrorFields } from './clients.ts'

export type Failure = TypefedError & ErrorFields

/** Resolves with the reason that a promise rejects with. Fails if it does not, or not with an error of ours. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  if ('value' in outcome) {
    expect.fail(`it should have failed, but resolved with ${inspect(outcome.value, { depth: 1 })}`)
  }
  expect(outcome.error).toBeInstanceOf(TypefedError)
  return outcome.error as Failure
}

/** Settles as the promise does, or rejects after so many milliseconds: a call that hangs fails its test early. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => late.reject(new Error(`nothing happened for ${ms} ms`)), ms)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** All of an error that a log, a page or a debugger may show. */
export function shownBy(error: unknown): string {
  const parts: string[] = [inspect(error, { depth: 10 }), inspect(error, { depth: 10, showHidden: true })]
  for (let at: unknown = error, depth = 0; at !== undefined && at !== null && depth < 10; depth++) {
    parts.push(String(at), JSON.stringify(at) ?? '')
    if (!(at instanceof Error)) break
    parts.push(at.message, at.stack ?? '', JSON.stringify({ ...at }))
    const { body, headers } = at as ErrorFields
    parts.push(typeof body === 'string' ? body : (JSON.stringify(body) ?? ''))
    if (headers instanceof Headers) parts.push(JSON.stringify([...headers]))
    at = at.cause
  }
  return parts.join('\n')
}

/** The ways in which a secret may be written. */
function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    secret.replaceAll('/', '\\/'),
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;'),
    escapeAll(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    Array.from(secret, (char) => `\\x${char.charCodeAt(0).toString(16)}`).join(''),
    Array.from(secret, (char) => `\\u{${char.charCodeAt(0).toString(16)}}`).join(''),
    Array.from(secret, (char) => `&#${char.charCodeAt(0)}`).join(''),
    secret.replaceAll('/', '&sol;').replaceAll('+', '&plus;').replaceAll('=', '&equals;'),
  ]
}

/** Writes every character of a string as JSON's `\uXXXX`. */
export function escapeAll(text: string): string {
  return Array.from(text, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}

/** Expects that a text holds none of the secrets, however they are written. */
export function expectHidden(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    for (const spelling of new Set(spellings(secret))) {
      if (!text.includes(spelling)) continue
      const at = text.indexOf(spelling)
      expect.fail(
        `the secret ${secret} is shown: …${text.slice(Math.max(0, at - 80), at + spelling.length)}…`,
      )
    }
  }
}

/** Expects that a server was not asked anything. */
export function expectUnasked(server: Loopback): void {
  expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([])
}

/** Expects that a server may have been asked, but never with a secret. */
export function expectNoSecretAt(server: Loopback, secrets: readonly string[]): void {
  for (const request of server.received) expectHidden(textOfRequest(request), secrets)
}
