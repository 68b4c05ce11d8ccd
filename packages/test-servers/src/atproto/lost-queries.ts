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
