import { describe, expect, test } from 'vitest'
import { loadDocument } from './document.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'

const OPERATIONS = [...loadDocument().operations.values()].map(({ id }) => id)

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

describe.each(['3.5.3', '4.0.2', '4.3.1', '4.6.1'])('every operation at %s', (version) => {
  test(
    'answers as the document says if the version has it, and 404 if not',
    { timeout: 60_000 },
    async () => {
      await using sandbox = await startMastodonSandbox({ version })
      const known = new Set(sandbox.operationIds)
      const wrong: string[] = []
      for (const operation of OPERATIONS) {
        const response = await send(sandbox, operation)
        const body = await response.text()
        const expected = operation === 'connectStreaming' ? 400 : 200
        const fits = known.has(operation)
          ? response.status === expected || [202, 204, 302].includes(response.status)
          : response.status === 404
        if (!fits) wrong.push(`${operation}: ${response.status} ${body.slice(0, 300)}`)
      }
      expect(wrong).toEqual([])
      expect(sandbox.violations).toEqual([])
      expect(sandbox.faults).toEqual([])
    },
  )
})
