import { describe, expect, test } from 'vitest'
import { child, isObject, type Json, loadDocument } from './document.ts'
import { seenKeys } from './facts/known.ts'
import { toForm } from './example.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { existsIn, stamps } from './version.ts'

const { operations, schemas } = loadDocument()
const OPERATIONS = [...operations.values()].map(({ id }) => id)

/** Names that properties of entities have only at other versions. */
function strangeNames(version: string): Set<string> {
  const there = new Set<string>()
  const elsewhere = new Set<string>()
  const visit = (node: unknown, schema?: string): void => {
    if (Array.isArray(node)) node.forEach((each) => visit(each))
    if (!isObject(node)) return
    for (const [name, property] of Object.entries(child(node, 'properties') ?? {})) {
      const isSeen = version.startsWith('4.6') && schema !== undefined && seenKeys(schema)?.has(name) === true
      if (isObject(property)) (isSeen || existsIn(version, stamps(property)) ? there : elsewhere).add(name)
    }
    Object.values(node).forEach((each) => visit(each))
  }
  for (const [name, node] of Object.entries(schemas)) visit(node, name)
  return new Set([...elsewhere].filter((name) => !there.has(name)))
}

function keysIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysIn)
  return isObject(value) ? [...Object.keys(value), ...Object.values(value).flatMap(keysIn)] : []
}

function parsed(text: string): unknown {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

/** Calls an operation as its example says; without following redirects. */
async function send(sandbox: MastodonSandbox, operationId: string): Promise<Response> {
  const { method, target, headers, body } = sandbox.exampleCall(operationId)
  return fetch(`${sandbox.url}${target}`, {
    method,
    redirect: 'manual',
    headers: { ...headers, authorization: `Bearer ${sandbox.token}` },
    ...(body === undefined ? {} : { body }),
  })
}

/** The body, or the beginning of one that does not end. */
async function textOf(response: Response): Promise<string> {
  if (response.headers.get('content-type') !== 'text/event-stream') return response.text()
  for await (const chunk of response.body ?? []) return new TextDecoder().decode(chunk as Uint8Array)
  return ''
}

describe.each(['2.8.0', '3.5.3', '4.0.2', '4.3.0-beta.1', '4.3.1', '4.5.0-rc.1', '4.6.1'])(
  'every operation at %s',
  (version) => {
    test(
      'answers as the document says if the version has it, and 404 if not',
      { timeout: 60_000 },
      async () => {
        await using sandbox = await startMastodonSandbox({ version })
        const known = new Set(sandbox.operationIds)
        const elsewhere = strangeNames(version)
        const wrong: string[] = []
        for (const operation of OPERATIONS) {
          const response = await send(sandbox, operation)
          const body = await textOf(response)
          const expected = operation === 'connectStreaming' ? 400 : 200
          const fits = known.has(operation)
            ? response.status === expected || [202, 204, 302].includes(response.status)
            : response.status === 404
          if (!fits) wrong.push(`${operation}: ${response.status} ${body.slice(0, 300)}`)
          const strange = keysIn(parsed(body)).filter((key) => elsewhere.has(key))
          if (strange.length > 0) wrong.push(`${operation} answers with ${strange.join(', ')}`)
        }
        expect(wrong).toEqual([])
        expect(sandbox.violations).toEqual([])
        expect(sandbox.faults).toEqual([])
      },
    )
  },
)

test('every body may come as a form too', async () => {
  await using sandbox = await startMastodonSandbox({ version: '4.6.1' })
  const wrong: string[] = []
  for (const { id } of [...operations.values()].filter(({ body, until }) => body && !until)) {
    const { method, target, headers, parts } = sandbox.exampleCall(id)
    const { 'content-type': _, ...others } = headers
    const response = await fetch(`${sandbox.url}${target}`, {
      method,
      headers: { ...others, authorization: `Bearer ${sandbox.token}` },
      body: toForm(parts.body ?? {}),
    })
    if (response.status !== 200) wrong.push(`${id}: ${response.status} ${await response.text()}`)
    else await response.body?.cancel()
  }
  expect(wrong).toEqual([])
})
