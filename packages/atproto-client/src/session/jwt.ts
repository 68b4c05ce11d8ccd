/** What an access or refresh token says of itself. Its signature is the server's business and is not checked. */
export interface TokenPayload {
  /** The account's DID. */
  readonly sub?: string
  /** The server that the token is for. */
  readonly aud?: string
  /** What it allows: `com.atproto.access`, `com.atproto.refresh`, `com.atproto.appPass`. */
  readonly scope?: string
  /** Issued at: seconds since 1970. */
  readonly iat?: number
  /** Expires at: seconds since 1970. */
  readonly exp?: number
  /** The token's own name; a refresh token is good for one use of it. */
  readonly jti?: string
}

/** Reads a JWT's payload; empty if the token is not a JWT. */
export function decodeToken(token: string): TokenPayload {
  try {
    const base64 = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    const payload: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof payload === 'object' && payload !== null ? payload : {}
  } catch {
    return {}
  }
}
