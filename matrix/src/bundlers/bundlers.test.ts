import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Project } from '../installs/project.ts'
import { bundle, smokeProject } from '../runtimes/workspace.ts'
import { BUNDLERS, missingInReactNative } from './bundlers.ts'

const packed = inject('packed')
let project: Project
let page: string

beforeAll(async () => {
  project = await smokeProject(packed)
  // Without types, which not every bundler takes out; the packages are left to the bundlers.
  page = await bundle(project, 'page', { packages: 'external' })
})
afterAll(() => project?.[Symbol.asyncDispose]())

describe.each(BUNDLERS)('$name', ({ name, bundle }) => {
  test('bundles both clients for a page without a warning', async () => {
    const { warnings, code } = await bundle(page, join(project.folder, name))
    expect(warnings).toEqual([])
    expect(code).toContain('com.atproto.server.createSession')
    expect(code).toContain('/api/v1/statuses')
    expect(code).not.toMatch(/["'](?:node:|fs["']|path["']|crypto["'])/)
  })

  test('leaves out what one lexicon does not use', async () => {
    const entry = join(project.folder, 'small.js')
    await writeFile(
      entry,
      `import { XrpcClient } from '@typefed/atproto-client/slim'
import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
globalThis.answer = await new XrpcClient({ service: 'https://server.test' }).call(getTimeline, {})
`,
    )
    const { warnings, code } = await bundle(entry, join(project.folder, `${name}-small`))
    expect(warnings).toEqual([])
    expect(code).toContain('app.bsky.feed.getTimeline')
    expect(code).not.toMatch(/tools\.ozone|chat\.bsky\.convo/)
  })
})

test('React Native has every module that both clients import', async () => {
  expect(await missingInReactNative(page)).toEqual([])
})

test('a module of Node’s would be seen', async () => {
  const entry = join(project.folder, 'files.js')
  await writeFile(entry, `export { fileStore } from '@typefed/atproto-client/node'\n`)
  expect(await missingInReactNative(entry)).toContainEqual(expect.stringContaining('node:fs'))
})
