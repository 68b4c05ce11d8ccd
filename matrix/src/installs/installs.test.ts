import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { runWell } from '../run.ts'
import { MANAGERS } from './managers.ts'
import { type Compiler, install, type Project, type Resolution } from './project.ts'

const packed = inject('packed')

/** Where declarations are looked for is the same for the others; with Plug’n’Play no compiler but a patched one finds them. */
const TYPECHECKED = new Set(['npm', 'pnpm'])

describe.each(MANAGERS)('packages installed by $name', (manager) => {
  let project: Project
  beforeAll(async () => {
    project = await install(manager, packed)
  })
  afterAll(() => project?.[Symbol.asyncDispose]())

  test('run', async () => {
    const { code, said, stdout } = await project.start()
    expect(said.replace(stdout.trim(), '').trim()).toBe('')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      facets: 1,
      nsid: 'app.bsky.feed.getTimeline',
      wrongPost: { issues: [{ path: ['post'] }] },
      streams: ['function', 'function', 'function'],
      wire: 1,
      operations: ['/api/v1/statuses', '/api/v1/timelines/home'],
      wrongStatus: { issues: expect.any(Array) },
    })
  })

  if (!TYPECHECKED.has(manager.name)) return
  test('have the command of the generator', async () => {
    const { said } = await runWell('npx', ['--no-install', 'typefed', '--help'], { cwd: project.folder })
    expect(said).toContain('generate')
  })

  test.each<[Compiler, Resolution]>([
    ['typescript', 'nodenext'],
    ['typescript', 'bundler'],
    ['typescript-5.9', 'nodenext'],
    ['typescript-5.9', 'bundler'],
  ])('type-check with %s, resolved as %s, without skipLibCheck', async (compiler, resolution) => {
    expect(await project.typecheck(compiler, resolution)).toBe('')
  })
})
