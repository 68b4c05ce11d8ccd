import { describe, expect, it } from 'vitest'
import { CONFIG, NOTE, typefed, workspace } from './support/cli.ts'
import { lexicon } from './support/lexicons.ts'

describe('a configuration', () => {
  it.each([
    ['the first', '2026-02-01', '2026-01-01', 'one'],
    ['the second', '2026-01-01', '2026-02-01', 'two'],
  ])('takes a document that two packages hold from the newer one: %s', async (_, first, second, from) => {
    const document = (description: string) => ({ ...NOTE, description })
    const other = lexicon('com.example.other', {})
    await using folder = await workspace({
      'typefed.config.json': {
        ...CONFIG,
        sources: [
          { package: 'one', version: '1.0.0', released: first, folder: 'json' },
          {
            package: '@scope/two',
            version: '2.0.0',
            released: second,
            module: 'list.js',
            export: 'documents',
          },
        ],
      },
      'node_modules/one/package.json': { version: '1.0.0' },
      'node_modules/one/json/com/example/note.json': document('one'),
      'node_modules/one/json/com/example/other.json': other,
      'node_modules/@scope/two/package.json': { version: '2.0.0', type: 'module', exports: {} },
      'node_modules/@scope/two/list.js': `export const documents = [${JSON.stringify(document('two'))}]`,
    })
    const { code, stdout } = await typefed(folder.path, 'generate')
    expect(code).toBe(0)
    const counts = stdout.split('\n').filter((line) => line.includes(' from '))
    expect(counts).toEqual(
      from === 'one'
        ? ['          2  from one 1.0.0']
        : ['          1  from @scope/two 2.0.0', '          1  from one 1.0.0'],
    )
  })

  it('reports an id that two files of a package give themselves, and one that a package and a folder have', async () => {
    await using folder = await workspace({
      'typefed.config.json': {
        ...CONFIG,
        sources: [
          { package: 'one', version: '1.0.0', released: '2026-01-01', module: 'list.js', export: 'all' },
          { folder: 'lexicons' },
        ],
      },
      'node_modules/one/package.json': { version: '1.0.0', type: 'module' },
      'node_modules/one/list.js': `const note = ${JSON.stringify(NOTE)}\nexport const all = [note, note]`,
    })
    const { stderr } = await typefed(folder.path, 'generate')
    expect(stderr.split('\n').slice(-4)).toEqual([
      'lexicons/com/example/note.json:1:19: id: "com.example.note" is already defined by one: com.example.note',
      'one: com.example.note: id: "com.example.note" is already defined by one: com.example.note',
      'typefed: 2 problems; nothing was written',
      '',
    ])
  })

  it.each([
    ['no sources', { output: 'out' }, 'sources: expected a list of sources'],
    [
      'a source that is neither',
      { ...CONFIG, sources: [{ path: 'x' }] },
      'sources[0]: expected { folder } or { package, version, released, folder } or { package, version, released, module, export }, got { path }',
    ],
    [
      'an unknown setting',
      { ...CONFIG, out: 'x' },
      'out: unknown setting, expected one of $schema, sources, reuse, definitions, hints, output, extension, surface',
    ],
    [
      'an OpenAPI document with settings of lexicons',
      { openapi: 'openapi.yaml', output: 'out', sources: [] },
      'sources: unknown setting, expected one of $schema, openapi, baseline, items, output, extension, surface',
    ],
    [
      'an OpenAPI document that there is not',
      { openapi: 'absent.yaml', output: 'out' },
      'absent.yaml: the file does not exist',
    ],
    [
      'a baseline that is no minor version, and items that are no names',
      { openapi: 'openapi.yaml', output: 'out', baseline: '4.3.0', items: { listThings: 1 } },
      'baseline: expected a minor version such as "2.7", got "4.3.0"\ntypefed.config.json:1:83: items.listThings: expected the name of a property',
    ],
    [
      'a folder that there is not',
      { ...CONFIG, sources: [{ folder: 'absent' }] },
      'absent: the folder of lexicons cannot be read',
    ],
    [
      'a package that is not installed',
      {
        ...CONFIG,
        sources: [{ package: 'not-installed', version: '1.0.0', released: '2026-01-01', folder: 'x' }],
      },
      'the package not-installed is not installed',
    ],
    [
      'another version than the installed one',
      {
        ...CONFIG,
        sources: [{ package: '@bsky/sdk', version: '0.0.1', released: '2026-01-01', folder: 'lexicons' }],
      },
      'is installed, not 0.0.1: set its version and the day it was released',
    ],
    [
      'a package that exports no such list',
      {
        ...CONFIG,
        sources: [
          { package: 'vitest', version: '5.1.1', released: '2026-01-01', module: 'none.js', export: 'x' },
        ],
      },
      'vitest does not export a list x',
    ],
    [
      'a day that is none',
      { ...CONFIG, sources: [{ package: 'x', version: '1.0.0', released: 'today', folder: 'x' }] },
      'sources[0].released: expected a day such as 2026-09-27, got "today"',
    ],
    [
      'a hint about nothing',
      { ...CONFIG, hints: { records: { 'com.example.note#main.text': ['com.example.note'] } } },
      'records["com.example.note#main.text"]: this is no field of type unknown',
    ],
    [
      'a hint of a record that there is not',
      { ...CONFIG, hints: { records: { 'a.b.c#d.e': ['com.example.none'] } } },
      'records["a.b.c#d.e"]: "com.example.none" is no record',
    ],
    [
      'a hint of items that there are not',
      { ...CONFIG, hints: { items: { 'com.example.note': 'text' } } },
      'items["com.example.note"]: this is no query whose answer has such an array',
    ],
    [
      'a file of hints that there is not',
      { ...CONFIG, hints: 'absent.json' },
      'absent.json: the file of hints does not exist',
    ],
    [
      'hints of another form',
      { ...CONFIG, hints: { records: { a: 'b' } } },
      'hints.records.a: expected a list of record names',
    ],
    ['what is no JSON', '{', 'typefed.config.json:1:2: cannot be read: '],
  ])('exits 1 for a configuration with %s', async (_, config, message) => {
    await using folder = await workspace({ 'typefed.config.json': config })
    const { code, stdout, stderr } = await typefed(folder.path, 'generate')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
  })
})
