/** Every operation of the document, called through the tree and by its description, against the sandbox. */
import { isNotFoundError, isResponseError, isUnsupportedVersionError, type ResponseInfo } from '@typefed/core'
import type { Endpoint } from '@typefed/core/internal'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { beforeAll, describe, expect, test } from 'vitest'
import { MastodonClient } from '../src/index.ts'
import { RestClient } from '../src/slim.ts'
import { arena, argsOf, leafOf, OPERATIONS } from './support.ts'

/** Releases of which one at least has each operation: some are gone in the newest. */
const VERSIONS = ['2.8.0', '3.5.3', '4.0.2', '4.3.1', '4.6.0']

/** All operations of the document, each with the newest of these releases that has it. */
const newestWith = new Map<string, string>()

beforeAll(async () => {
  for (const version of VERSIONS) {
    await using sandbox = await startMastodonSandbox({ version })
    for (const id of sandbox.operationIds) newestWith.set(id, version)
  }
})

type Send = (operation: Endpoint, path: Record<string, string>, args: object) => Promise<unknown>

const throughTree =
  (client: MastodonClient): Send =>
  (operation, path, args) =>
    leafOf(client, operation, path)(args)

const byDescription =
  (client: RestClient): Send =>
  (operation, path, args) => {
    const callable: Endpoint & { '~call'?: (args: object) => unknown } = operation
    return client.call(callable, { ...args, path })
  }

/** Calls an operation as its example says, and reads what comes. Gives the status. */
async function call(sandbox: MastodonSandbox, operation: Endpoint, send: Send): Promise<number> {
  const example = sandbox.exampleCall(operation.name)
  let status = 0
  const onResponse = (response: ResponseInfo) => (status = response.status)
  const path = { ...example.parts.pathParams }
  const args = argsOf(operation, example)
  const answer = await send(operation, path, { ...args, onResponse })
  if (operation.output === 'text/event-stream') await expectEvents(answer)
  else if (operation.statuses?.some((code) => code > 300)) expect(answer).toBeInstanceOf(Response)
  else if (operation.output === undefined) expect(answer).toBeUndefined()
  else expect(answer).toBeDefined()
  return status
}

/** A stream has begun once its first bytes are there; it need not end. */
async function expectEvents(answer: unknown): Promise<void> {
  if (!(answer instanceof Response) || !answer.body) throw new Error('not a stream')
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const reader = answer.body.getReader()
  const { value } = await reader.read()
  await reader.cancel()
  expect(value?.length).toBeGreaterThan(0)
}

/** What goes wrong when an operation is called, nothing if it goes well. */
async function wrongWith(sandbox: MastodonSandbox, operation: Endpoint, send: Send): Promise<string[]> {
  const { name: operationId, statuses = [200] } = operation
  const sent = () => sandbox.requests.filter((request) => request.operationId === operationId).length
  const before = sent()
  const outcome = await call(sandbox, operation, send).catch((error: unknown) => error)
  const requests = sent() - before
  if (requests !== 1) return [`${operationId} was sent ${requests} times: ${String(outcome)}`]
  // Only a web socket opens this one: a server refuses a plain request.
  if (operationId === 'connectStreaming' && isResponseError(outcome) && outcome.status === 400) return []
  return statuses.some((status) => status === outcome) ? [] : [`${operationId}: ${String(outcome)}`]
}

const operation = (id: string): Endpoint => {
  const found = OPERATIONS.get(id)
  if (!found) throw new Error(`${id} is not exported`)
  return found
}

test('the operations that are exported are those of the document', () => {
  expect([...OPERATIONS.keys()].toSorted()).toEqual([...newestWith.keys()].toSorted())
  expect(OPERATIONS.size).toBeGreaterThan(290)
  for (const [key, { name }] of OPERATIONS) expect(name).toBe(key)
})

const STRICT = { validate: 'throw', strictness: 'strict' } as const

const WAYS: [name: string, connect: (sandbox: MastodonSandbox) => Send][] = [
  ['the tree', ({ url, token }) => throughTree(new MastodonClient({ url, accessToken: token, ...STRICT }))],
  [
    'call() of the slim client',
    ({ url, token }) => byDescription(new RestClient({ url, accessToken: token, ...STRICT })),
  ],
]

test.each(WAYS)(
  'every operation goes through %s, and keeps the document in request and answer',
  { timeout: 60_000 },
  async (_, connect) => {
    const wrong: string[] = []
    let called = 0
    for (const version of VERSIONS) {
      await using sandbox = await startMastodonSandbox({ version })
      const send = connect(sandbox)
      for (const id of sandbox.operationIds.filter((id) => newestWith.get(id) === version)) {
        wrong.push(...(await wrongWith(sandbox, operation(id), send)))
        called++
      }
      expect(sandbox.violations).toEqual([])
      expect(sandbox.faults).toEqual([])
    }
    expect(wrong).toEqual([])
    expect(called).toBe(OPERATIONS.size)
  },
)

describe.each(['3.5.3', '4.0.2', '4.3.1'])('at %s', (version) => {
  test('every operation that the server has goes through', { timeout: 60_000 }, async () => {
    await using place = await arena({ version })
    const { sandbox, client } = place
    const wrong: string[] = []
    for (const id of sandbox.operationIds) {
      wrong.push(...(await wrongWith(sandbox, operation(id), throughTree(client))))
    }
    expect(wrong).toEqual([])
    expect(sandbox.violations).toEqual([])
  })

  test('what came later is refused before anything is sent, and what is gone by the server', async () => {
    await using place = await arena({ version })
    const { sandbox, client } = place
    const known = new Set(sandbox.operationIds)
    const wrong: string[] = []
    const gone: string[] = []
    await client.server()
    sandbox.clear()
    for (const [id, operation] of OPERATIONS) {
      if (known.has(id)) continue
      const error = await call(sandbox, operation, throughTree(client)).catch((error: unknown) => error)
      if (isUnsupportedVersionError(error)) {
        expect(error.requires).toBe(operation.requires)
        expect(error.server).toMatchObject({ software: 'mastodon', version })
      } else if (operation.until !== undefined && isNotFoundError(error)) gone.push(id)
      else wrong.push(`${id}: ${String(error)}`)
    }
    expect(wrong).toEqual([])
    expect(sandbox.requests.map(({ operationId }) => operationId)).toEqual(gone)
  })
})
