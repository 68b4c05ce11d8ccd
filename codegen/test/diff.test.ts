import { describe, expect, it } from 'vitest'
import { NOTE, typefed, workspace } from './support/cli.ts'
import { lexicon } from './support/lexicons.ts'

const LOUD = lexicon('com.example.note', {
  main: {
    type: 'record',
    key: 'tid',
    record: {
      type: 'object',
      properties: {
        text: { type: 'string', maxLength: 10 },
        by: { type: 'ref', ref: 'org.example.defs#who' },
      },
    },
  },
})

const OPENAPI = (path: string) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1.0.0' },
  paths: {
    [path]: {
      get: { operationId: 'listThings', tags: ['things'], responses: { 200: { description: 'All.' } } },
    },
  },
})

describe('typefed diff', () => {
  it('compares two folders of lexicons, whatever they refer to', async () => {
    await using folder = await workspace({ 'newer/com/example/note.json': LOUD })
    const { code, stdout } = await typefed(folder.path, 'diff', 'lexicons', 'newer')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `breaking (1)
  com.example.note .text has maxLength 10 now

additive (1)
  com.example.note .by is new

This asks for a major version.
`,
    })
  })

  it('compares a surface with the configuration that it came from', async () => {
    await using folder = await workspace()
    await typefed(folder.path, 'generate')
    expect(await typefed(folder.path, 'diff', 'surface.txt', 'typefed.config.json')).toMatchObject({
      code: 0,
      stdout: 'Nothing changed.\n',
    })
  })

  it('compares two OpenAPI documents', async () => {
    await using folder = await workspace({
      'a.json': OPENAPI('/things'),
      'b.yaml': JSON.stringify(OPENAPI('/all')),
    })
    const { stdout } = await typefed(folder.path, 'diff', 'a.json', 'b.yaml')
    expect(stdout).toContain('  listThings was GET /things, is GET /all\n')
  })

  it('prints Markdown and JSON', async () => {
    await using folder = await workspace({ 'newer/com/example/note.json': LOUD })
    const markdown = await typefed(folder.path, 'diff', 'lexicons', 'newer', '--format', 'markdown')
    expect(markdown.stdout).toContain('### Breaking (1)\n\n- `com.example.note .text` has maxLength 10 now\n')
    const json = await typefed(folder.path, 'diff', 'lexicons', 'newer', '--format', 'json')
    expect(JSON.parse(json.stdout)).toEqual({
      bump: 'major',
      changes: [
        { level: 'breaking', at: 'com.example.note .text', message: 'has maxLength 10 now' },
        { level: 'additive', at: 'com.example.note .by', message: 'is new' },
      ],
    })
  })

  it.each([
    ['breaking', 'newer', 1],
    ['breaking', 'more', 0],
    ['any', 'more', 1],
    ['any', 'lexicons', 0],
  ])('with --fail-on %s, against %s, exits with %i', async (failOn, newer, code) => {
    await using folder = await workspace({
      'newer/com/example/note.json': LOUD,
      'more/com/example/note.json': NOTE,
      'more/com/example/more.json': lexicon('com.example.more', { main: { type: 'token' } }),
    })
    expect((await typefed(folder.path, 'diff', 'lexicons', newer, '--fail-on', failOn)).code).toBe(code)
  })

  it.each([
    [['lexicons'], 2, '<new> is missing'],
    [['lexicons', 'lexicons', 'lexicons'], 2, '"lexicons" is one argument too many'],
    [
      ['lexicons', 'lexicons', '--format', 'xml'],
      2,
      'expected --format to be text or markdown or json, got "xml"',
    ],
    [['lexicons', 'lexicons', '--fail-on', 'all'], 2, 'expected --fail-on to be breaking or any, got "all"'],
    [['lexicons', 'absent'], 1, 'absent: there is no such file or folder'],
    [['lexicons', 'broken'], 1, ': defs.main.type: unknown construct "float"'],
  ])('refuses %j', async (args, code, message) => {
    await using folder = await workspace({
      'broken/com/example/x.json': lexicon('com.example.x', { main: { type: 'float' } }),
    })
    const run = await typefed(folder.path, 'diff', ...args)
    expect(run).toMatchObject({ code, stdout: '' })
    expect(run.stderr).toContain(message)
  })
})
