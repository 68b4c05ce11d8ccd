import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoadedConfig } from '../../src/config/load-config.ts'
import type { Hints } from '../../src/config/config.ts'

export const FIXTURES: string = fileURLToPath(new URL('../../fixtures', import.meta.url))

/** What the values of a fixture must do: by document, by what is exported (`thing`, `getThing.output`). */
export type FixtureValues = Record<string, Record<string, SchemaValues>>

export interface SchemaValues {
  valid: unknown[]
  /** By the path at which they are wrong. */
  invalid: Record<string, unknown[]>
}

export interface Fixture {
  readonly name: string
  readonly folder: string
  readonly config: LoadedConfig
  readonly values: FixtureValues
}

/** Every fixture: a folder with `input`, `expected`, and perhaps hints and values. */
export function fixtures(): Fixture[] {
  return readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(FIXTURES, name)
      const config: LoadedConfig = {
        file: join(folder, 'config'),
        shown: 'config',
        folder,
        sources: [{ folder: 'input' }],
        hints: readJson<Hints>(join(folder, 'hints.json'), {}),
        hintsFile: 'hints.json',
        output: join(folder, 'expected'),
        surface: undefined,
        ownFiles: [],
      }
      return { name, folder, config, values: readJson<FixtureValues>(join(folder, 'values.json'), {}) }
    })
}

export function expectedFiles({ folder }: Fixture): string[] {
  const expected = join(folder, 'expected')
  if (!existsSync(expected)) return []
  return readdirSync(expected, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(expected.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort()
}

function readJson<T>(file: string, absent: T): T {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : absent
}
