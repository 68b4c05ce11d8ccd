import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fromRoot } from '../paths.ts'

const SOURCES = 'packages/{core,atproto-client,mastodon-client}/src/**/*.ts'

/** The names of the modules that the sources of the packages load late, without folder and extension. */
export function dynamicImports(): string[] {
  const files = globSync(SOURCES, { cwd: fromRoot('.'), exclude: ['**/generated/**', '**/*.test.ts'] })
  const names = files.flatMap((file) =>
    Array.from(readFileSync(fromRoot(file), 'utf8').matchAll(/\bimport\('([^']+)'\)/g), ([, path = '']) =>
      basename(path, '.ts'),
    ),
  )
  return [...new Set(names)].toSorted()
}
