const NOISE = 'Calling client.query() when the client is already executing a query is deprecated'

/**
 * The AppView and bsync use `pg` in a way that it warns about, once a process, on stderr. Swallows that one
 * warning, if it comes before the returned function is called.
 */
export function swallowPgWarning(): () => void {
  const { emitWarning } = process
  const quiet = ((...args: unknown[]) => {
    if (String(args[0]).startsWith(NOISE)) restore()
    else Reflect.apply(emitWarning, process, args)
  }) as typeof emitWarning
  const restore = (): void => {
    if (process.emitWarning === quiet) process.emitWarning = emitWarning
  }
  process.emitWarning = quiet
  return restore
}

/** The part of a `pg` pool that is needed here. */
interface Pool {
  prependListener(event: 'connect', listener: (client: { query: Query }) => void): unknown
}
type Query = (...args: unknown[]) => unknown

/**
 * The AppView sends a few settings over every new connection and awaits none of them. A pool that is closed at
 * that moment makes each an unhandled rejection, which ends the process. Those who do await still see the error.
 */
export function tolerateLostQueries(pool: Pool): void {
  pool.prependListener('connect', (client) => {
    const { query } = client
    client.query = (...args) => {
      const result = Reflect.apply(query, client, args)
      if (result instanceof Promise) result.catch(() => {})
      return result
    }
  })
}
