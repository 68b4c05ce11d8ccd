import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runWell } from '../run.ts'
import { type Checkout, checkOut } from './checkout.ts'
import { startRegistry } from './registry.ts'

const CLIENT = 'packages/atproto-client'
let checkout: Checkout

beforeAll(async () => {
  checkout = await checkOut(`---\n'@typefed/core': major\n---\n\nSomething else.\n`)
})
afterAll(() => checkout?.[Symbol.asyncDispose]())

test('a changeset of core raises it and what is published with it, and nothing else', async () => {
  const folders = ['packages/core', CLIENT, 'packages/mastodon-client', 'codegen', 'packages/test-servers']
  const before = folders.map((folder) => checkout.manifest(folder).version)
  await checkout.run('changeset', ['version'])
  const raised = folders.filter((folder, index) => checkout.manifest(folder).version !== before[index])
  expect(raised).toEqual(['packages/core', CLIENT, 'packages/mastodon-client'])
  await runWell('git', ['add', '.'], { cwd: checkout.folder })
  await runWell('git', ['commit', '--quiet', '--message', 'Release'], { cwd: checkout.folder })
})

test('publishing sends all four, with ranges in place of the workspace and the repository of the workflow', async () => {
  await using registry = await startRegistry()
  const settings = join(checkout.folder, 'node_modules.npmrc')
  await writeFile(
    settings,
    `registry=${registry.url}\n${registry.url.replace('http:', '')}:_authToken=none\n`,
  )
  await checkout.run('changeset', ['publish'], {
    npm_config_userconfig: settings,
    NPM_CONFIG_USERCONFIG: settings,
    npm_config_registry: registry.url,
    pnpm_config_registry: registry.url,
    GITHUB_SERVER_URL: 'https://git.test',
    GITHUB_REPOSITORY: 'owner/name',
  })
  expect(registry.published.map(({ name }) => name).toSorted()).toEqual([
    '@typefed/atproto-client',
    '@typefed/codegen',
    '@typefed/core',
    '@typefed/mastodon-client',
  ])
  const client = registry.published.find(({ name }) => name === '@typefed/atproto-client')
  expect(client?.dependencies?.['@typefed/core']).toBe(`^${checkout.manifest('packages/core').version}`)
  expect(client?.repository).toEqual({
    type: 'git',
    url: 'git+https://git.test/owner/name.git',
    directory: CLIENT,
  })
})
