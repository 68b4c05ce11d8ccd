import { type RemoteNetwork, spawnAtprotoNetwork } from '@typefed/test-servers/atproto'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Project } from '../installs/project.ts'
import { fromRoot } from '../paths.ts'
import { RUNTIMES } from './runtimes.ts'
import type { Addresses, StepResult } from './smoke/step.ts'
import { runtimesPage } from './table.ts'
import { smokeProject } from './workspace.ts'

const packed = inject('packed')
const results = new Map<string, readonly StepResult[]>()
let network: RemoteNetwork
let sandbox: MastodonSandbox
let project: Project
let addresses: Addresses

beforeAll(async () => {
  const servers = [
    spawnAtprotoNetwork({ appView: true, seed: { posts: 20 } }),
    startMastodonSandbox(),
  ] as const
  ;[network, sandbox, project] = await Promise.all([...servers, smokeProject(packed)])
  sandbox.seedTimeline({ statuses: 20 })
  const { handle: identifier, password } = network.seeded?.viewer ?? { handle: '', password: '' }
  addresses = {
    pds: network.pds.url,
    plc: network.plc.url,
    identifier,
    password,
    mastodon: sandbox.url,
    accessToken: sandbox.token,
  }
})
afterAll(async () => {
  await Promise.all([network?.close(), sandbox?.close(), project?.[Symbol.asyncDispose]()])
})

describe.each(RUNTIMES)('on $name', (runtime) => {
  test('all steps are done', async ({ skip }) => {
    skip(runtime.missing !== undefined, runtime.missing)
    const found = await runtime.run(project, addresses)
    results.set(runtime.name, found)
    expect(found.filter(({ ok }) => !ok)).toEqual([])
    expect(found.length).toBeGreaterThan(5)
  })
})

test('requests of every runtime were right', () => {
  expect(sandbox.violations).toEqual([])
  expect(sandbox.faults).toEqual([])
})

test('the page of the documentation tells what was just seen', async ({ skip }) => {
  const missing = RUNTIMES.flatMap(({ missing }) => missing ?? [])
  skip(missing.length > 0, missing.join('; '))
  await expect(runtimesPage(results)).toMatchFileSnapshot(fromRoot('docs/runtimes.md'))
})
