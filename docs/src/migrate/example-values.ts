import { MastodonClient } from '@typefed/mastodon-client'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { operationOf, requestOfTree } from './operations.ts'
import { pathNames } from './row-module.ts'

/** Releases of which one at least has each operation: some are gone in the newest. */
const VERSIONS = ['4.6.0', '4.3.1', '4.0.2', '3.5.3', '2.8.0']

const sandboxes = new Map<string, Promise<MastodonSandbox>>()

/** A client and what the names of a call stand for, for a call that is written `client.api.v1.statuses(id).get()`. */
export async function exampleOf(
  code: string,
): Promise<{ client: MastodonClient; values: Record<string, never> }> {
  const request = requestOfTree(code)
  if (!request && code.includes('.streaming.')) return streamExample()
  const operation = request && operationOf(request)
  if (!operation) throw new Error(`${code} is no operation`)
  const sandbox = await sandboxWith(operation.name)
  const { parts } = sandbox.exampleCall(operation.name)
  const path = Object.values(parts.pathParams)
  const named = pathNames(code).map((name, index) => [name, path[index]])
  const params = Object.entries(parts.query).map(([name, value]) => [name.replace(/\[\]$/, ''), value])
  const values = { ...Object.fromEntries(named), params: Object.fromEntries(params), body: parts.body ?? {} }
  const client = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
  return { client, values: values as Record<string, never> }
}

/** The names that a stream may be told apart by. */
async function streamExample(): Promise<{ client: MastodonClient; values: Record<string, never> }> {
  const sandbox = await sandboxWith('getList')
  const { id } = sandbox.exampleCall('getList').parts.pathParams
  const client = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
  return { client, values: { tag: 'cats', id } as unknown as Record<string, never> }
}

async function sandboxWith(operationId: string): Promise<MastodonSandbox> {
  for (const version of VERSIONS) {
    const starting = sandboxes.get(version) ?? startMastodonSandbox({ version })
    sandboxes.set(version, starting)
    const sandbox = await starting
    if (sandbox.operationIds.includes(operationId)) return sandbox
  }
  throw new Error(`no version has ${operationId}`)
}
