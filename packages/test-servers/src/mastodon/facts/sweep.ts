import type { Operation } from '../document.ts'
import { caller } from '../testing.ts'
import type { MastodonSandbox } from '../types.ts'
import type { Recorded } from './types.ts'

/** How often an operation is called about things made for it, each time others. */
const TIMES = 10

const UNKNOWN_ID = '999999999999'

/**
 * Calls every operation of a sandbox but the streams: with a token that may, without one, about ids that do not exist
 * and, where staff is wanted, with a token that lacks the scope.
 *
 * @param asked parameters by operation that it is asked with once more, to see what links make of them
 */
export async function sweep(
  sandbox: MastodonSandbox,
  operations: Iterable<Operation>,
  asked: (operation: string) => readonly string[],
): Promise<Recorded[]> {
  const recorded: Recorded[] = []
  const tokens = { user: sandbox.token, narrow: await narrowToken(sandbox), none: undefined }
  for (const operation of operations) {
    if (!sandbox.operationIds.includes(operation.id) || streams(operation)) continue
    const record = async (how: Pick<Recorded, 'caller' | 'unknownId'>, more = ''): Promise<void> => {
      const response = await call(sandbox, operation, tokens[how.caller], how.unknownId, more)
      recorded.push({ operation: operation.id, ...how, ...response })
    }
    for (let time = 0; time < TIMES; time++) await record({ caller: 'user', unknownId: false })
    const more = queryOf(operation, asked(operation.id))
    if (more !== '') await record({ caller: 'user', unknownId: false }, more)
    await record({ caller: 'none', unknownId: false })
    if (operation.path.includes('{')) await record({ caller: 'user', unknownId: true })
    if (operation.permissions.length > 0) await record({ caller: 'narrow', unknownId: false })
  }
  return recorded
}

/** Flags are set, and names are those of the tag and the accounts that examples are about. */
function queryOf({ parameters }: Operation, names: readonly string[]): string {
  const query = new URLSearchParams()
  for (const name of names) {
    const schema = parameters.find((each) => each.in === 'query' && each.name === name)?.schema
    if (schema && name !== 'limit') query.set(name, schema.type === 'boolean' ? 'true' : 'sample')
  }
  return query.toString()
}

function streams({ answers }: Operation): boolean {
  return answers.some(({ mediaType }) => mediaType === 'text/event-stream')
}

async function call(
  sandbox: MastodonSandbox,
  { id, path }: Operation,
  token: string | undefined,
  unknownId: boolean,
  more: string,
): Promise<Pick<Recorded, 'target' | 'status' | 'link' | 'body'>> {
  const { method, target: known, headers, body } = sandbox.exampleCall(id)
  const [filled = '', query = ''] = known.split('?')
  const asked = new URLSearchParams(query)
  for (const [name, value] of new URLSearchParams(more)) asked.set(name, value)
  const address = unknownId ? path.replaceAll(/\{\w+\}/g, UNKNOWN_ID) : filled
  const target = asked.size === 0 ? address : `${address}?${asked}`
  const response = await fetch(sandbox.url + target, {
    method,
    redirect: 'manual',
    headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body }),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    target,
    status: response.status,
    link: response.headers.get('link') ?? undefined,
    body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
  }
}

/** A token of the first user that may read and write, but not as staff. */
async function narrowToken(sandbox: MastodonSandbox): Promise<string> {
  const anyone = caller(sandbox, null)
  const redirect_uri = 'https://client.example/callback'
  const scope = 'read write'
  const app = await anyone.post('/api/v1/apps', {
    client_name: 'c',
    redirect_uris: redirect_uri,
    scopes: scope,
  })
  const { client_id, client_secret } = app.json
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: String(client_id),
    redirect_uri,
    scope,
  })
  const { headers } = await anyone.get(`/oauth/authorize?${query}`)
  const code = new URL(headers.get('location') ?? '').searchParams.get('code')
  const grant = { grant_type: 'authorization_code', code, client_id, client_secret, redirect_uri }
  return String((await anyone.post('/oauth/token', grant)).json.access_token)
}
