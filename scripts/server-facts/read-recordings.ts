import { isObject, type Json } from '../../packages/test-servers/src/mastodon/document.ts'
import type { Recorded } from '../../packages/test-servers/src/mastodon/facts/types.ts'

/** The placeholder in recorded requests for an id that the server never gave out. */
const UNKNOWN_ID = '999999999999'

/** Reads recorded responses, one a line. @throws Error when a line is not one */
export function readRecordings(text: string): Recorded[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => readLine(line, number))
}

function readLine(line: string, number: number): Recorded {
  const value: unknown = JSON.parse(line)
  if (
    !isObject(value) ||
    !isObject(value.request) ||
    !isObject(value.headers) ||
    typeof value.status !== 'number'
  ) {
    throw new Error(`Line ${number} is not a recorded response.`)
  }
  const { link } = value.headers
  return {
    operation: String(value.op),
    caller: callerOf(value),
    unknownId: JSON.stringify(value.request).includes(UNKNOWN_ID),
    target: String(value.request.url),
    status: value.status,
    link: typeof link === 'string' ? link : undefined,
    body: value.body,
  }
}

/** The second user's token has no scope of the staff. */
function callerOf({ as, status }: Json): Recorded['caller'] {
  if (as === 'none') return 'none'
  return as === 'user2' && status === 403 ? 'narrow' : 'user'
}
