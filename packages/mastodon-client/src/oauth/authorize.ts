import { encodeQuery, hideTokens, kindOf, validationError } from '@typefed/core/internal'
import { endpointsOf } from './discover.ts'
import type { OAuthServer } from './server.ts'

/** The base that a path and a query are parsed with. */
const CALLBACK = 'https://callback.invalid'

export interface AuthorizeOptions {
  readonly app: { readonly client_id: string }
  /** One of those that the client was registered with. */
  readonly redirectUri: string
  /** Default: the server's, `read`. */
  readonly scopes?: readonly string[] | undefined
  /** Comes back unchanged. Default: 128 random bits. */
  readonly state?: string | undefined
  /** Has the user sign in anew, to pick another account. */
  readonly forceLogin?: boolean | undefined
  /** The language of the page, ISO 639-1. */
  readonly lang?: string | undefined
}

/** The parts of a consent to keep while the user is away. */
export interface Authorization {
  /** Where to send the user. */
  readonly url: string
  /** To compare with what comes back: see `readCallback`. */
  readonly state: string
  /** For `exchangeCode`. A secret until then. */
  readonly codeVerifier: string
}

/**
 * Makes the address where a user consents, with PKCE (S256). Servers that do not know PKCE pass over its parameters: see
 * `pkce` of `discover`.
 */
export async function authorizeUrl(server: OAuthServer, options: AuthorizeOptions): Promise<Authorization> {
  const { app, redirectUri, scopes, state = randomText(16), forceLogin, lang } = options
  const { authorize } = await endpointsOf(server)
  const codeVerifier = randomText(32)
  const query = encodeQuery({
    response_type: 'code',
    client_id: app.client_id,
    redirect_uri: redirectUri,
    scope: scopes?.join(' '),
    state,
    code_challenge: await challengeOf(codeVerifier),
    code_challenge_method: 'S256',
    force_login: forceLogin,
    lang,
  })
  return { url: `${authorize}${authorize.includes('?') ? '&' : '?'}${query}`, state, codeVerifier }
}

/**
 * Reads the code that a user came back with.
 *
 * Throws ValidationError if the state is not the one that was sent, or none is known because nobody was sent, so that
 * another person's code is not taken; and if the user or the server refused.
 *
 * @param url what the redirect address was opened with; the path and the query are enough
 * @param state the one of `authorizeUrl`
 */
export function readCallback(url: string | URL, state: string | null | undefined): string {
  const parsed = typeof url === 'string' || url instanceof URL ? URL.parse(url, CALLBACK) : null
  const refused = (path: string, received: string, expected = `a ${path}`) =>
    validationError('answer to authorizeUrl', [path], expected, received)
  if (!parsed) throw refused('url', kindOf(url), 'an address')
  if (typeof state !== 'string' || state === '')
    throw refused('state', state === '' ? 'an empty one' : kindOf(state), 'the state that authorizeUrl gave')
  const { searchParams } = parsed
  if (searchParams.get('state') !== state) throw refused('state', 'another one, or none')
  const code = searchParams.get('code')
  if (code) return code
  const said = [searchParams.get('error'), searchParams.get('error_description')].filter(Boolean).join(': ')
  throw refused('code', hideTokens(said).slice(0, 500) || 'none')
}

/** The challenge of RFC 7636 for a verifier. */
export async function challengeOf(codeVerifier: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))
  return base64Url(new Uint8Array(hash))
}

function randomText(bytes: number): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(bytes)))
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
