import { expect, test } from 'vitest'
import { loadDocument, type Operation } from './document.ts'
import { loadFacts } from './facts/known.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller } from './testing.ts'

/** Calls an operation as its example says, but for the parts of its path. */
async function answerTo(
  sandbox: MastodonSandbox,
  { id, path }: Operation,
  token: string | undefined,
  unknown: boolean,
): Promise<number> {
  const { method, target, headers, body } = sandbox.exampleCall(id)
  const [, query = ''] = target.split(/(?=\?)/)
  const response = await fetch(
    `${sandbox.url}${unknown ? path.replaceAll(/\{\w+\}/g, '0') + query : target}`,
    {
      method,
      redirect: 'manual',
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body }),
    },
  )
  await response.body?.cancel()
  return response.status
}

test(
  'whatever an operation refuses, the document declares the code, or the real server sends it',
  { timeout: 60_000 },
  async () => {
    const { operations } = loadDocument()
    await using sandbox = await startMastodonSandbox()
    const anyone = caller(sandbox, null)
    const client = { client_name: 'Client', redirect_uris: 'https://client.example/', scopes: 'profile' }
    const { client_id, client_secret } = (await anyone.post('/api/v1/apps', client)).json
    const grant = { grant_type: 'client_credentials', scope: 'profile', client_id, client_secret }
    const tokens = {
      'the first user': sandbox.token,
      somebody: sandbox.createUser('somebody').token,
      'a client': String((await anyone.post('/oauth/token', grant)).json.access_token),
      nobody: undefined,
    }
    const wrong: string[] = []
    for (const operation of operations.values()) {
      if (!sandbox.operationIds.includes(operation.id)) continue
      const seen = loadFacts().get(operation.id)?.noToken
      const declared = new Set([...operation.answers.map(({ status }) => status), seen])
      for (const [name, token] of Object.entries(tokens)) {
        for (const unknown of operation.path.includes('{') ? [false, true] : [false]) {
          const status = await answerTo(sandbox, operation, token, unknown)
          if (!declared.has(status)) wrong.push(`${operation.id} answers ${name} with ${status}`)
        }
      }
    }
    expect(wrong).toEqual([])
    expect(sandbox.faults).toEqual([])
  },
)
