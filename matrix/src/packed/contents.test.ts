import { describe, expect, inject, test } from 'vitest'
import { contentsOf, filesOf, sourceMapOf } from './contents.ts'

/** What an editor would show a comment of. */
const DECLARATION = /^(?:export )?(?:declare )?(?:class|function|interface) \w+/gm

const all = await Promise.all(
  inject('packed').map(async (packed) => ({ name: packed.name, contents: await contentsOf(packed) })),
)

describe.each(all)('the package $name', ({ name, contents }) => {
  const { manifest, files } = contents
  const named = (end: string): string[] => [...files].filter((file) => file.endsWith(end))

  test('names no workspace, no catalog, no source condition and nothing for its development', () => {
    expect(JSON.stringify(manifest)).not.toMatch(/workspace:|catalog:|link:|typefed-source/)
    expect(manifest).not.toHaveProperty('devDependencies')
    expect(manifest).not.toHaveProperty('scripts')
  })

  test('is what it leads to: every export is there, with its declarations', () => {
    const missing = Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      const reached = filesOf(contents, target)
      const declarations = reached.map((file) => file.replace(/\.js$/, '.d.ts'))
      return reached.length === 0 ? [subpath] : declarations.filter((file) => !files.has(file))
    })
    expect(missing).toEqual([])
  })

  test('holds what runs, its sources, a licence and a README, and nothing else', () => {
    expect(files).toContain('LICENSE')
    expect(files).toContain('README.md')
    const roots = new Set([...files].map((file) => file.split('/')[0]))
    const exported = Object.values(manifest.exports).map((target) => target.split('/')[1] ?? '')
    const usual = new Set(['LICENSE', 'README.md', 'bin', 'dist', 'package.json', 'src', ...exported])
    expect([...roots].filter((root = '') => !usual.has(root))).toEqual([])
    expect([...files].filter((file) => /\.test\.|fixtures?\/|(^|\/)tests?\//.test(file))).toEqual([])
  })

  test('tells in its README of every subpath', async () => {
    const readme = await contents.read('README.md')
    const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== './package.json')
    const specifiers = subpaths.map((subpath) => `${name}${subpath.slice(1).replace('*', '<')}`)
    expect(specifiers.filter((specifier) => !readme.includes(specifier))).toEqual([])
  })

  test('has source maps that lead to sources it holds', async () => {
    const mapped = [...named('.js').filter((file) => file.startsWith('dist/')), ...named('.d.ts')]
    const maps = await Promise.all(mapped.map((file) => sourceMapOf(contents, file)))
    const sources = new Set(maps.flatMap((map) => map?.sources ?? []))
    expect([...sources].filter((source) => source.startsWith('src/')).length).toBeGreaterThan(20)
    expect([...sources].filter((source) => source.startsWith('src/') && !files.has(source))).toEqual([])
  })

  test('maps every script that has code of its own', async () => {
    const bare: string[] = []
    for (const file of named('.js').filter((name) => name.startsWith('dist/'))) {
      const code = (await contents.read(file)).replaceAll(/^(?:import|export) [^;]*;?$|^\/\/.*$/gm, '').trim()
      if (code !== '' && !(await sourceMapOf(contents, file))) bare.push(file)
    }
    expect(bare.filter((file) => !file.includes('rolldown-runtime'))).toEqual([])
  })

  test('says in its declarations what they are for: at least seven in ten carry a comment', async () => {
    const declarations = (await Promise.all(named('.d.ts').map((file) => contents.read(file)))).join('\n')
    const all = declarations.match(DECLARATION) ?? []
    const told = declarations.match(new RegExp(`\\*/\n${DECLARATION.source}`, 'gm')) ?? []
    expect(all.length).toBeGreaterThan(20)
    expect(told.length / all.length).toBeGreaterThan(0.7)
  })
})
