import { reasonOf } from '../base/failure.ts'
import type { Logger, LogLevel } from './logger.ts'
import type { ApiRequest } from './prepare.ts'
import { hideSecrets } from './secrets.ts'
import type { CallEvent } from './send.ts'

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']
const LEVEL_OF: Readonly<Record<CallEvent['type'], LogLevel>> = {
  request: 'debug',
  response: 'info',
  retry: 'warn',
  error: 'error',
}

/** Writes the line of an event, if it is of the level or above. */
export function writeLine(logger: Logger, lowest: LogLevel, event: CallEvent, request: ApiRequest): void {
  const level = LEVEL_OF[event.type]
  if (LEVELS.indexOf(level) < LEVELS.indexOf(lowest)) return
  const line = `${request.endpoint.name}: ${describe(event, request)}`
  // A server's words must not begin a line that looks like one of ours.
  logger[level](hideSecrets(line, request.secrets).replace(/[\p{Cc}\u2028\u2029]+/gu, ' '))
}

function describe(event: CallEvent, { init, url }: ApiRequest): string {
  switch (event.type) {
    case 'request':
      return `${init.method} ${url.replace(/[?#].*/s, '')}`
    case 'response':
      return `${event.status} in ${Math.round(event.duration)} ms`
    case 'retry': {
      const reason = event.failure instanceof Response ? event.failure.status : reasonOf(event.failure)
      return `attempt ${event.attempt} failed (${reason}), the next one in ${Math.round(event.delay)} ms`
    }
    case 'error':
      return `${event.error instanceof Error ? event.error.message : 'ended by the caller'} after ${Math.round(event.duration)} ms`
  }
}
