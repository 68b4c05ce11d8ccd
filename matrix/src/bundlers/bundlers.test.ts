import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { Project } from '../installs/project.ts'
import { lazySteps } from '../runtimes/lazy/steps.ts'
import { bundle, smokeProject } from '../runtimes/workspace.ts'
import { type Bundled, BUNDLERS, missingInReactNative } from './bundlers.ts'
import { dynamicImports } from './dynamic-imports.ts'
import { runBundle } from './run-bundle.ts'

const packed = inject('packed')
let project: Project
let program: string

beforeAll(async () => {
  project = await smokeProject(packed)
  // Without types, which not every bundler takes out; the packages are left to the bundlers.
  program = await bundle(project, 'lazy', { packages: 'external' })
})
afterAll(() => project?.[Symbol.asyncDispose]())

describe.each(BUNDLERS)('$name', ({ name, platform, bundle }) => {
  let bundled: Bundled
  beforeAll(async () => {
    bundled = await bundle(program, join(project.folder, name))
  })

  test('bundles both clients without a warning', () => {
    const { warnings, code } = bundled
    expect(warnings).toEqual([])
    expect(code).toContain('com.atproto.server.createSession')
    expect(code).toContain('/api/v1/statuses')
    if (platform === 'browser')
      expect(code).not.toMatch(/(?:from|import|require)\s*\(?\s*["'](?:node:|fs["']|path["']|crypto["'])/)
  })

  test('makes what runs, with all that is loaded late', async () => {
    const { steps, loaded } = await runBundle(bundled.main)
    expect(steps.filter(({ ok }) => !ok)).toEqual([])
    expect(steps).toHaveLength(lazySteps().length)
    // A dynamic import has a file of its own: one that was not loaded is an import that was not taken.
    expect(bundled.files.length).toBeGreaterThan(dynamicImports().length)
    expect(bundled.files.filter((file) => !loaded.has(file))).toEqual([])
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

test('every dynamic import of the packages is among what is loaded late', async () => {
  const [esbuild] = BUNDLERS
  const bundled = await esbuild?.bundle(program, join(project.folder, 'imports'))
  const { loaded } = await runBundle(bundled?.main ?? '')
  const names = [...loaded].map((file) => basename(file))
  const imports = dynamicImports()
  expect(imports).toContain('ky')
  expect(imports.filter((name) => !names.some((file) => file.startsWith(`${name}-`)))).toEqual([])
})

test('React Native has every module that both clients import', async () => {
  expect(await missingInReactNative(program)).toEqual([])
})

test('a module of Node’s would be seen', async () => {
  const entry = join(project.folder, 'files.js')
  await writeFile(entry, `export { fileStore } from '@typefed/atproto-client/node'\n`)
  expect(await missingInReactNative(entry)).toContainEqual(expect.stringContaining('node:fs'))
})
