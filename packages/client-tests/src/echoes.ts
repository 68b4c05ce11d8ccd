import type { ServerResponse } from 'node:http'
import { escapeAll } from './failures.ts'

/** A way in which a server repeats what it was sent. */
export interface Echo {
  readonly name: string
  readonly type?: string
  body(secret: string): string
  /** For what can stand in a header. */
  headers?(secret: string): Record<string, string>
}

const html = (title: string) => `<!doctype html><html><title>${title}</title><p>${title}</p></html>`
const entities = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const numeric = (text: string) => Array.from(text, (char) => `&#${char.charCodeAt(0)};`).join('')
const named = (text: string) =>
  entities(text).replaceAll('/', '&sol;').replaceAll('+', '&plus;').replaceAll('=', '&equals;')
const hexOf = (char: string) => char.charCodeAt(0).toString(16)
const hexEscaped = (text: string) => Array.from(text, (char) => `\\x${hexOf(char)}`).join('')
const quoted = (text: string) => JSON.stringify(text)

/** The places and spellings in which servers, proxies and frameworks repeat a request. */
export const ECHOES: readonly Echo[] = [
  { name: 'in a message', body: (it) => JSON.stringify({ error: 'Invalid', message: `Not valid: ${it}.` }) },
  { name: 'as the name of the error', body: (it) => JSON.stringify({ error: it }) },
  {
    name: 'in error_description',
    body: (it) => JSON.stringify({ error: 'invalid_grant', error_description: `unknown: "${it}"` }),
  },
  {
    name: 'in details',
    body: (it) =>
      JSON.stringify({ error: 'a', details: { field: [{ error: 'ERR_INVALID', description: it }] } }),
  },
  {
    name: 'deep in a value',
    body: (it) => JSON.stringify({ error: 'a', request: { headers: [{ values: [it, `x${it}x`] }] } }),
  },
  { name: 'as a key', body: (it) => JSON.stringify({ error: 'a', unknown: { [it]: 1, [`a ${it} b`]: 2 } }) },
  {
    name: 'with escaped slashes',
    body: (it) => `{"error":"a","message":${quoted(it).replaceAll('/', '\\/')}}`,
  },
  { name: 'with all letters escaped', body: (it) => `{"error":"a","message":"see ${escapeAll(it)}"}` },
  { name: 'as an escaped key', body: (it) => `{"error":"a","${escapeAll(it)}":true}` },
  {
    name: 'as JSON within JSON',
    body: (it) => JSON.stringify({ error: 'a', message: JSON.stringify({ sent: it }) }),
  },
  {
    name: 'percent-encoded',
    body: (it) => JSON.stringify({ message: `/a?b=${encodeURIComponent(it)}&c=d` }),
  },
  {
    name: 'as a form',
    body: (it) => JSON.stringify({ message: new URLSearchParams({ field: it }).toString() }),
  },
  {
    name: 'percent-encoded twice',
    body: (it) => JSON.stringify({ message: encodeURIComponent(`/a?b=${encodeURIComponent(it)}`) }),
  },
  {
    name: 'as percent-encoded JSON',
    body: (it) => JSON.stringify({ message: encodeURIComponent(quoted(it)) }),
  },
  { name: 'as a program prints it', type: 'text/plain', body: (it) => `{:token=>"${hexEscaped(it)}"}` },
  {
    name: 'as a program prints code points',
    type: 'text/plain',
    body: (it) => `token: "${Array.from(it, (char) => `\\u{${hexOf(char)}}`).join('')}"`,
  },
  {
    name: 'in a title with entities of entities',
    type: 'text/html',
    body: (it) => html(entities(entities(it))),
  },
  { name: 'in a title with named entities', type: 'text/html', body: (it) => html(named(it)) },
  {
    name: 'in a title with numbers without semicolons',
    type: 'text/html',
    body: (it) => html(numeric(it).replaceAll(';', '')),
  },
  { name: 'in the title of a page', type: 'text/html', body: (it) => html(`Refused: ${it}`) },
  { name: 'in a title with entities', type: 'text/html', body: (it) => html(`Refused: ${entities(it)}`) },
  { name: 'in a title with numbers', type: 'text/html', body: (it) => html(`Refused: ${numeric(it)}`) },
  { name: 'as plain text', type: 'text/plain', body: (it) => `${it} is not valid: ${it}` },
  { name: 'in malformed JSON', body: (it) => `{"error":"a","message":${quoted(`about ${it}`)},` },
  { name: 'in JSON that breaks off within it', body: (it) => `{"message":"${quoted(it).slice(1, -1)}` },
  { name: 'in a list', body: (it) => JSON.stringify([it, { it }]) },
  { name: 'as a string', body: (it) => quoted(it) },
  {
    name: 'in headers',
    body: () => '{"error":"Invalid"}',
    headers: (it) => ({
      'x-echo': encodeURIComponent(it),
      'www-authenticate': `Bearer realm="${it.replaceAll('"', '')}", error="invalid_token"`,
      'x-raw': it,
    }),
  },
]

/** Responds with a body, and headers, that repeat a secret. */
export function sendEcho(response: ServerResponse, echo: Echo, status: number, secret: string): void {
  response
    .writeHead(status, { 'content-type': echo.type ?? 'application/json', ...echo.headers?.(secret) })
    .end(echo.body(secret))
}
