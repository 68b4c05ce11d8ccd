import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { expect, test } from 'vitest'
import { temporaryFolder } from './support/folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test('no dynamic import names a package, whose namespace differs from bundler to bundler', () => {
  const sources = globSync('packages/{core,atproto-client,mastodon-client}/src/**/*.ts', {
    cwd: ROOT,
    exclude: ['**/generated/**', '**/*.test.ts'],
  })
  const imports = sources.flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/\bimport\(([^)]*)\)/g)].map(
      ([, name]) => `${path}: ${name}`,
    ),
  )
  expect(imports.length).toBeGreaterThan(5)
  expect(imports.filter((line) => !/: '\.\.?\/[\w/.-]+\.ts'$/.test(line))).toEqual([])
})

test.each([{ splitting: true }, { splitting: false }])(
  'a bundle of esbuild knows the type of a file: %o',
  async ({ splitting }) => {
    await using folder = await temporaryFolder({})
    await build({
      entryPoints: { main: join(ROOT, 'packages/atproto-client/src/verbs/mime-type.ts') },
      outdir: folder.path,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting,
      format: 'esm',
      conditions: ['typefed-source'],
    })
    const { mimeTypeOf } = await import(pathToFileURL(join(folder.path, 'main.mjs')).href)
    expect(await mimeTypeOf(new TextEncoder().encode('GIF89a'))).toBe('image/gif')
  },
)
