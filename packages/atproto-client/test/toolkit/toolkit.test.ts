import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { typecheck } from '../../../../codegen/test/support/tsc.ts'
import type { AtprotoClient } from '../../src/index.ts'
import { logIn } from '../support.ts'
import { Project } from './project.ts'

const NOTE = {
  $type: 'com.atproto.lexicon.schema',
  lexicon: 1,
  id: 'com.example.note',
  defs: {
    main: {
      type: 'record',
      key: 'tid',
      record: {
        type: 'object',
        required: ['text'],
        properties: {
          text: { type: 'string', maxLength: 100 },
          facets: { type: 'array', items: { type: 'ref', ref: 'app.bsky.richtext.facet' } },
        },
      },
    },
  },
}

const GET_NOTES = {
  $type: 'com.atproto.lexicon.schema',
  lexicon: 1,
  id: 'com.example.getNotes',
  defs: {
    main: {
      type: 'query',
      parameters: { type: 'params', properties: { cursor: { type: 'string' } } },
      output: {
        encoding: 'application/json',
        schema: {
          type: 'object',
          required: ['notes'],
          properties: {
            cursor: { type: 'string' },
            notes: { type: 'array', items: { type: 'ref', ref: 'com.example.note' } },
          },
        },
      },
    },
  },
}

const WATCH = {
  lexicon: 1,
  id: 'com.example.watch',
  defs: {
    main: { type: 'subscription', message: { schema: { type: 'union', refs: ['#noted'] } } },
    noted: { type: 'object', properties: { note: { type: 'ref', ref: 'com.example.note' } } },
  },
}

/** A program that uses what was generated. It is type-checked, and run. */
const PROGRAM = `
import { AtprotoClient } from '@typefed/atproto-client'
import { tree } from './lexicons/tree.js'

const [service = '', identifier = '', password = ''] = process.argv.slice(2)
const client = new AtprotoClient({ service }).extend(tree)
await client.login({ identifier, password })
const { note, getNotes, watch } = client.com.example
const { uri } = await note.create({ text: 'Hello', facets: [{ index: { byteStart: 0, byteEnd: 5 }, features: [] }] })
const clone = client.with({ timeout: 20_000 })
const text: string = (await clone.com.example.note.get({ uri })).value.text
await note.put({ text: 'Changed' }, { uri })
const texts: string[] = []
for await (const { value } of note.list()) texts.push(value.text)
await note.delete({ uri })
const left = await note.list().toArray()
const refused = await note.create({ text: 'x'.repeat(101) }).catch((error: Error) => error.name)
// @ts-expect-error a note has a text
const wrong = (): unknown => note.create({ title: 'x' })
// @ts-expect-error there is no such lexicon
const none: undefined = client.com.example.none
const pages = (): AsyncIterable<{ text: string }> => getNotes.paginate({})
const stream = (): AsyncIterable<{ $type: string }> => watch()
const published: string = (await client.com.atproto.server.describeServer()).did
console.log(JSON.stringify({ text, texts, left, refused, published, methods: [getNotes.method, watch.method], functions: [wrong, pages, stream].length, none }))
`

const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2024', 'esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: [],
    module: 'nodenext',
    strict: true,
    skipLibCheck: true,
    exactOptionalPropertyTypes: true,
    outDir: 'dist',
    rootDir: 'src',
  },
  include: ['src'],
}

describe('a project of its own', { timeout: 120_000 }, () => {
  let network: SharedNetwork
  let authority: AtprotoClient
  let project: Project
  let resolving: string[]

  const publish = (lexicon: typeof NOTE | typeof GET_NOTES) =>
    authority.com.atproto.repo.putRecord({
      repo: authority.me.did,
      collection: 'com.atproto.lexicon.schema',
      rkey: lexicon.id,
      record: lexicon,
    })

  beforeAll(async () => {
    network = await sharedNetwork()
    authority = await logIn(network, await network.createAccount())
    await publish(NOTE)
    await publish(GET_NOTES)
    project = await Project.create({
      'package.json': { type: 'module' },
      'tsconfig.json': TSCONFIG,
      'src/main.ts': PROGRAM,
      'src/process.d.ts': 'declare const process: { argv: string[] }',
      'drafts/com/example/watch.json': WATCH,
    })
    // Only who speaks for the domain is said: the record comes from the repository, and its proof is checked.
    resolving = ['--authority', `example.com=${authority.me.did}`, '--plc', network.plc.url]
  }, 120_000)

  afterAll(() => project[Symbol.asyncDispose]())

  test('begins with init, which overwrites nothing', async () => {
    expect(await project.typefed('init')).toMatchObject({ code: 0, stderr: '' })
    expect(await project.typefed('init')).toMatchObject({
      code: 1,
      stderr: 'typefed.config.ts is there already\n',
    })
  })

  test('adds a lexicon with what it refers to, and leaves out what is reused', async () => {
    const { code, stdout } = await project.typefed('add', 'com.example.getNotes', 'drafts', ...resolving)
    const from = `at://${authority.me.did}/com.atproto.lexicon.schema`
    expect(stdout.split('\n')).toEqual([
      'lexicons',
      `  added    com.example.getNotes  from ${from}/com.example.getNotes`,
      '  added    com.example.watch  from drafts/com/example/watch.json',
      `  added    com.example.note  from ${from}/com.example.note`,
      '',
    ])
    expect(code).toBe(0)
    const lock = JSON.parse(await readFile(join(project.path, 'typefed.lock.json'), 'utf8')) as object
    expect(Object.keys(lock)).toEqual(['lexicons'])
    expect(lock).toHaveProperty(['lexicons', 'com.example.note', 'from'], `${from}/com.example.note`)
  })

  test('generates what both compilers take, and calls a server with it', async () => {
    expect(await project.typefed('generate')).toMatchObject({ code: 0 })
    expect(await typecheck(project.path)).toBe('')
    expect(await typecheck(project.path, 'typescript-5.9', ['--noEmit', 'false'])).toBe('')

    const account = await network.createAccount()
    const run = await project.node('dist/main.js', network.pds.url, account.handle, account.password)
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(JSON.parse(run.stdout)).toEqual({
      text: 'Hello',
      texts: ['Changed'],
      left: [],
      refused: 'ValidationError',
      published: expect.stringMatching(/^did:/),
      methods: ['GET', 'GET'],
      functions: 3,
    })
  }, 300_000)

  test('is told when a lexicon has changed here, and when its authority has changed it', async () => {
    expect(await project.typefed('check', '--remote', ...resolving)).toMatchObject({ code: 0 })
    const before = await readFile(join(project.path, 'lexicons/com/example/note.json'), 'utf8')
    await project.write('lexicons/com/example/note.json', before.replace('100', '200'))
    const here = await project.typefed('check')
    expect(here).toMatchObject({ code: 1 })
    expect(here.stderr).toContain('lexicons/com/example/note.json: was changed since it was added from at://')
    expect(here.stderr).toContain('src/lexicons/lexicons/com.example.note.ts is not current: generate again')
    const refused = await project.typefed('add', 'com.example.note', ...resolving)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.stderr).toContain('was changed since it was added: undo that, or remove the file')
    await project.write('lexicons/com/example/note.json', before)

    await publish({ ...NOTE, defs: { main: { ...NOTE.defs.main, key: 'any' } } })
    expect(await project.typefed('check')).toMatchObject({ code: 0 })
    const there = await project.typefed('check', '--remote', ...resolving)
    expect(there).toMatchObject({ code: 1 })
    expect(there.stderr).toMatch(/com\.example\.note: has changed: "typefed add at:\/\/.*" takes it over/)
    const taken = await project.typefed('add', 'com.example.note', ...resolving)
    expect(taken.stdout).toContain('  updated  com.example.note  from at://')
  })

  test.each([
    [
      'a lexicon that is not published',
      'com.example.absent',
      /com\.example\.absent: .*(?:not found|Could not locate|Failed to fetch)/i,
    ],
    [
      'a lexicon that is reused',
      'app.bsky.feed.post',
      /"app\.bsky\.feed\.post" is imported from @typefed\/atproto-client\/app\.bsky\.feed\.post/,
    ],
    ['a record of another kind', 'at://did:plc:abc/app.bsky.feed.post/1', /expected an AT URI such as/],
  ])('cannot add %s', async (_, name, message) => {
    const { code, stderr } = await project.typefed('add', name, ...resolving)
    expect(code).not.toBe(0)
    expect(stderr).toMatch(message)
  })
})
