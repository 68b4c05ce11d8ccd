/**
 * The path and query of a link that a server gave, if it leads to the server's own host. A link is never followed
 * anywhere else, since the request carries a token.
 *
 * The scheme may differ: a server behind a proxy often thinks that it speaks plain http.
 *
 * @param link absolute, or relative to `base`
 */
export function pathOnHost(link: string, base: string): string | undefined {
  const host = URL.parse(base)?.host
  const url = URL.parse(link, base)
  return url && url.host === host ? pathOf(url) : undefined
}

/** The path and query of a web address; `undefined` if they would be read as another host. */
export function pathOf(url: URL): string | undefined {
  if (!/^https?:$/.test(url.protocol) || url.pathname.startsWith('//')) return undefined
  // Some servers repeat every parameter, and what is saved of a link must hold no token.
  if (url.searchParams.has('access_token')) url.searchParams.delete('access_token')
  return url.pathname + url.search
}
