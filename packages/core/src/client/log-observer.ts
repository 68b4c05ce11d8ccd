import type { Logger, LogLevel } from './logger.ts'
import type { Observer } from './send.ts'

/** Options of a client that logs its requests. No line holds a secret, a query or a body. */
export interface LogOptions {
  /** Receives a line for each request (`debug`), response (`info`), retry (`warn`) and error (`error`). Default: none. */
  logger?: Logger
  /** The lowest level that is logged. Default: `debug`. */
  logLevel?: LogLevel
}

/** Makes an observer that writes to the logger. Its lines are loaded with the first request. */
export function logObserver({ logger, logLevel = 'debug' }: LogOptions): Observer | undefined {
  if (!logger) return undefined
  return (event, request) =>
    void import('./log.ts')
      .then(({ writeLine }) => writeLine(logger, logLevel, event, request))
      // Neither a logger that throws nor lines that cannot be loaded are a failure of the call.
      .catch(() => {})
}
