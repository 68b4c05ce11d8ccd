import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../src/config/load-config.ts'
import { generate, type Generated } from '../src/generate.ts'
import { checkSurface } from '../src/write/check-written.ts'
import { temporaryProject } from './support/project.ts'
import { type Compiler, typecheck } from './support/tsc.ts'

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url))
const config = await loadConfig(REPOSITORY, 'lexicons/upstream.json')

let generated: Generated

beforeAll(async () => {
  generated = await generate(REPOSITORY, config)
})

describe('all public lexicons', () => {
  it('come from both packages, each document once', () => {
    const { summary, files } = generated
    expect(summary.sources.map(([source]) => source)).toEqual([
      expect.stringMatching(/^@atproto\/api /),
      expect.stringMatching(/^@bsky\/sdk /),
      'lexicons',
    ])
    expect(summary.documents).toBe(summary.sources.reduce((sum, [, count]) => sum + count, 0))
    expect(summary.documents).toBeGreaterThan(390)
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(['tree.ts', 'records.ts']))
    expect(files).toHaveLength(summary.documents + 2)
  })

  it('leave nobody wondering', () => {
    expect(generated.summary.notices).toEqual([])
  })

  it('are on the surface as it is committed', async () => {
    expect(await checkSurface(REPOSITORY, config, generated)).toEqual([])
  })

  it('are all the documents that the packages hold', () => {
    const folder = fileURLToPath(new URL('../node_modules/@bsky/sdk/lexicons', import.meta.url))
    const ids = readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.json'))
      .map((path) => (JSON.parse(readFileSync(join(folder, path), 'utf8')) as { id: string }).id)
    const paths = new Set(generated.files.map(({ path }) => path))
    expect(ids.filter((id) => !paths.has(`lexicons/${id}.ts`))).toEqual([])
  })

  it('make the same bytes every time', async () => {
    const again = await generate(REPOSITORY, config)
    expect(again.files).toEqual(generated.files)
    expect(again.surface).toBe(generated.surface)
  })

  it('have pages wherever a query and its answer have a cursor', () => {
    const lines = generated.surface.split('\n').map((line) => line.split(' '))
    const idsOf = (test: (words: string[]) => boolean) => new Set(lines.filter(test).map(([id]) => id))
    const asked = idsOf(([, field]) => field === 'params.cursor?')
    const answered = idsOf(([, field]) => field === 'output.cursor?')
    const paged = idsOf((words) => words.some((word) => word.startsWith('pages=')))
    expect([...asked].filter((id) => answered.has(id) && !paged.has(id))).toEqual([])
    expect(paged.size).toBeGreaterThan(50)
  })

  it('keep prose off the surface', () => {
    const texts = generated.surface
      .split('\n')
      .filter((line) => line.length > 400 || / \w+ \w+ \w+ \w+ \w+ /.test(line))
    expect(texts).toEqual([])
  })
})

describe('the modules of all public lexicons', () => {
  const compilers: [name: string, compiler: Compiler, resolution: 'nodenext' | 'bundler'][] = [
    ['TypeScript 7, nodenext', 'typescript', 'nodenext'],
    ['TypeScript 7, bundler', 'typescript', 'bundler'],
    ['TypeScript 5.9, nodenext', 'typescript-5.9', 'nodenext'],
    ['TypeScript 5.9, bundler', 'typescript-5.9', 'bundler'],
  ]

  it.each(compilers)(
    'have types that hold under %s',
    { timeout: 120_000 },
    async (_, compiler, resolution) => {
      await using project = await temporaryProject(
        Object.fromEntries(generated.files.map(({ path, text }) => [path, text])),
      )
      expect(await typecheck(join(project.path, `${resolution}.json`), compiler)).toBe('')
    },
  )
  it('cost an app that uses records and queries less than eight thousand instantiations', async () => {
    const files = Object.fromEntries(generated.files.map(({ path, text }) => [`generated/${path}`, text]))
    await using project = await temporaryProject({
      ...files,
      'app.ts': APP,
      'app.json': JSON.stringify({ extends: './nodenext.json', files: ['app.ts'], include: [] }),
    })
    const said = await typecheck(join(project.path, 'app.json'), 'typescript', [
      '--extendedDiagnostics',
      '--skipLibCheck',
    ])
    expect(said).not.toContain('error')
    expect(Number(/Instantiations:\s+(\d+)/.exec(said)?.[1])).toBeLessThan(8_000)
  })
})

/** Every kind of key, and a query with pages. */
const APP = `
import type { Tree } from './generated/tree.ts'

export async function main({ app, com, dev }: Tree): Promise<unknown[]> {
  const createdAt = new Date().toISOString()
  const { uri } = await app.bsky.feed.post.create({ text: 'a', createdAt })
  const { value, cid } = await app.bsky.feed.post.get({ uri })
  await app.bsky.feed.post.put({ ...value, text: 'b' }, { uri, swapRecord: cid })
  await app.bsky.feed.post.delete({ uri })
  await app.bsky.feed.like.create({ subject: { uri, cid }, createdAt })
  await app.bsky.actor.profile.put({ displayName: 'a' })
  await app.bsky.feed.generator.create({ did: 'did:web:a.test', displayName: 'a', createdAt }, { rkey: 'a' })
  await com.atproto.lexicon.schema.put({ lexicon: 1 }, { rkey: 'com.example.a' })
  const notes = await dev.typefed.example.note.list({ maxItems: 10 }).toArray()
  const feed = await app.bsky.feed.getTimeline.paginate({ limit: 10 }).toArray()
  return [...notes.map(({ value }) => value.color), ...feed.map(({ post }) => post.record)]
}
`
