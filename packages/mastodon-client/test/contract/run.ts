import { isResponseError, isUnsupportedVersionError } from '@typefed/core'
import type { MastodonClient, Status } from '../../src/index.ts'
import { firstLine, openContext, type OpenContext } from './context.ts'
import { type Check, type Context, NotThere, type Row } from './types.ts'

export interface RunOptions {
  readonly checks: readonly Check[]
  /** Is told of each row as soon as it is there. */
  readonly onRow?: (row: Row) => void
  /** Ends the run after the check that is under way; what that one made is still undone. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Tries all checks on a server, one after another.
 *
 * Throws as a call does if the server does not say whose the token is: then there is nothing to try.
 */
export async function runChecks(client: MastodonClient, options: RunOptions): Promise<Row[]> {
  const { checks, onRow, signal } = options
  const me = await client.api.v1.accounts.verify_credentials.get()
  const rows: Row[] = []
  const add = (row: Row) => {
    rows.push(row)
    onRow?.(row)
  }
  const common = openContext(client, me)
  let shared: Promise<Status> | undefined
  const sharedPost = () => (shared ??= common.post())
  for (const check of checks) {
    if (signal?.aborted) break
    add(await runCheck(client, { ...openContext(client, me), sharedPost }, check))
  }
  const start = performance.now()
  const left = await common.close()
  if (left.length > 0) add(rowOf({ area: 'posts', name: 'delete the common one' }, start, OK, left))
  return rows
}

type Outcome = Pick<Row, 'result' | 'detail'>

const OK: Outcome = { result: 'ok', detail: '' }

async function runCheck(client: MastodonClient, context: OpenContext & Context, check: Check): Promise<Row> {
  const start = performance.now()
  const running = (async () => check.run(client, context))()
  const outcome = await running.then(
    (found): Outcome => (typeof found === 'string' ? { ...OK, detail: found } : OK),
    (error: unknown) => judge(error, check),
  )
  return rowOf(check, start, outcome, await context.close())
}

function rowOf(
  { area, name }: Pick<Check, 'area' | 'name'>,
  start: number,
  outcome: Outcome,
  left: readonly string[],
): Row {
  const ms = Math.round(performance.now() - start)
  if (left.length === 0) return { area, name, ...outcome, ms }
  const detail = [`left behind: ${left.join(', ')}`, outcome.detail].filter(Boolean).join('; ')
  return { area, name, result: 'failed', detail, ms }
}

/** What servers say to a token that may not do this. */
const SCOPE = /scope|insufficient permissions/i

function judge(error: unknown, { core }: Check): Outcome {
  const detail = firstLine(error)
  if (error instanceof NotThere || isUnsupportedVersionError(error)) return { result: 'not there', detail }
  if (!isResponseError(error)) return { result: 'failed', detail }
  const { status, message } = error
  if (status === 403 && SCOPE.test(message)) return { result: 'not there', detail }
  const isMissing = status === 404 || status === 405 || status === 410 || status === 501
  return { result: isMissing && !core ? 'not there' : 'failed', detail }
}
