import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, filesIn, NOTE, typefed, workspace } from './support/cli.ts'
import { lexicon } from './support/lexicons.ts'
import type { TemporaryFolder } from './support/project.ts'

const BASE = {
  'org.base.defs': {
    ref: ['object', 'ref', 'Ref'],
    mark: ['token', 'mark', 'Mark'],
    alias: ['string', 'alias', 'Alias'],
  },
  'org.base.post': { main: ['record', 'post', 'Post'] },
  'org.base.get': { main: ['query', 'get', ''] },
}

/** A project with a package whose output it imports. */
function project(
  files: Record<string, unknown> = {},
  reuse: unknown = ['@example/base'],
): Promise<TemporaryFolder> {
  return workspace({
    'typefed.config.json': { ...CONFIG, reuse },
    'node_modules/@example/base/package.json': { name: '@example/base', version: '1.0.0' },
    'node_modules/@example/base/definitions.json': BASE,
    'node_modules/@example/base/members.json': ['me', 'call'],
    ...files,
  })
}

function thing(property: object) {
  return lexicon('com.example.thing', { main: { type: 'object', properties: { a: property } } })
}

describe('what a package has generated', () => {
  it('may be what a field holds by convention', async () => {
    await using folder = await project({
      'typefed.config.json': {
        ...CONFIG,
        reuse: ['@example/base'],
        hints: { records: { 'com.example.thing#main.a': ['org.base.post'] } },
      },
      'lexicons/com/example/thing.json': thing({ type: 'unknown' }),
    })
    expect(await typefed(folder.path, 'generate')).toMatchObject({ code: 0 })
    const text = await readFile(join(folder.path, 'out/lexicons/com.example.thing.ts'), 'utf8')
    expect(text).toContain('a?: w.Typed<OrgBasePost.Post> | w.Unknown')
  })

  it('is imported, and not generated again', async () => {
    await using folder = await project({
      'lexicons/com/example/thing.json': lexicon('com.example.thing', {
        main: {
          type: 'object',
          properties: {
            a: { type: 'ref', ref: 'org.base.defs#ref' },
            b: { type: 'union', refs: ['org.base.post', 'org.base.defs#ref'] },
            c: { type: 'string', knownValues: ['org.base.defs#mark'] },
          },
        },
      }),
    })
    expect(await typefed(folder.path, 'generate')).toMatchObject({ code: 0 })
    const files = await filesIn(join(folder.path, 'out'))
    expect(Object.keys(files)).toEqual([
      'lexicons/com.example.note.ts',
      'lexicons/com.example.thing.ts',
      'records.ts',
      'tree.ts',
    ])
    const text = files['lexicons/com.example.thing.ts']
    expect(text).toContain("import * as OrgBaseDefs from '@example/base/org.base.defs'")
    expect(text).toContain("import * as OrgBasePost from '@example/base/org.base.post'")
    expect(text).toContain('a?: OrgBaseDefs.Ref')
    expect(text).toContain('w.union(() => [OrgBasePost.post, OrgBaseDefs.ref])')
  })

  it('is what a package says that it can be asked for, and of the right kind', async () => {
    const problems = async (property: object) => {
      await using own = await project({ 'lexicons/com/example/thing.json': thing(property) })
      return (await typefed(own.path, 'generate')).stderr
    }
    expect(await problems({ type: 'ref', ref: 'org.base.defs#none' })).toContain(
      'org.base.defs has no definition none',
    )
    expect(await problems({ type: 'ref', ref: 'org.base.get' })).toContain(
      '"org.base.get" is a query, expected a type',
    )
    expect(await problems({ type: 'union', refs: ['org.base.defs#alias'] })).toContain(
      '"org.base.defs#alias" is a string, expected an object or a record',
    )
  })

  it.each([
    [
      'the same lexicon again',
      { 'lexicons/org/base/post.json': lexicon('org.base.post', {}) },
      undefined,
      ': id: "org.base.post" is imported from @example/base/org.base.post: remove it here',
    ],
    [
      'a namespace that the client cannot take in',
      { 'lexicons/me/example/note.json': { ...NOTE, id: 'me.example.note' } },
      undefined,
      'the client of @example/base has a member "me" of its own',
    ],
    [
      'a package that is not there',
      {},
      ['@example/none'],
      'reuse[0]: the package @example/none is not installed',
    ],
    ['a package that lists nothing', {}, ['typescript'], 'reuse[0]: typescript has no definitions.json'],
    ['something else than packages', {}, 'x', 'reuse: expected a list of packages'],
  ])('is refused with %s', async (_, files, reuse, message) => {
    await using folder = await project(files, reuse)
    const { code, stderr } = await typefed(folder.path, 'generate')
    expect(code).toBe(1)
    expect(stderr).toContain(message)
  })

  it('can be listed for others, and reused by them', async () => {
    await using folder = await project({
      'typefed.config.json': { ...CONFIG, definitions: 'definitions.json' },
      'lexicons/com/example/thing.json': thing({ type: 'object', properties: {} }),
    })
    await typefed(folder.path, 'generate')
    const list = JSON.parse(await readFile(join(folder.path, 'definitions.json'), 'utf8')) as unknown
    expect(list).toEqual({
      'com.example.note': { main: ['record', 'note', 'Note'] },
      'com.example.thing': { main: ['object', 'thing', 'Thing'] },
    })
  })
})
