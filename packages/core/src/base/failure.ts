/** The reason of a failed connection, as the runtime gives it: `ECONNRESET`, or the words of the browser. */
export function reasonOf(error: unknown): string {
  // A transport may reject with anything, `undefined` too.
  if (!(error instanceof Error)) return typeof error === 'string' ? error : 'for a reason that is no error'
  const { code, message } = (error.cause ?? error) as { code?: unknown; message?: string }
  return typeof code === 'string' ? code : message || error.message || error.name
}

/**
 * Whether a server may have done what it was asked, although the request failed: there was no response, or one that says
 * that a server behind it gave none.
 *
 * @param failure the response, or the error where none came
 */
export function mayHaveHappened(method: string, failure: unknown): boolean {
  if (method === 'GET') return false
  if (failure instanceof Response) return [500, 502, 504].includes(failure.status)
  return !/^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_TLS|CERT|DEPTH_ZERO|UND_ERR_CONNECT)/.test(
    reasonOf(failure),
  )
}
