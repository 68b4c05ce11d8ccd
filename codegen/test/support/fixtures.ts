import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoadedConfig } from '../../src/config/load-config.ts'
import type { Hints } from '../../src/config/config.ts'

export const FIXTURES: string = fileURLToPath(new URL('../../fixtures', import.meta.url))

/** What the values of a fixture must do: by document (of a REST interface by module), by what is exported (`thing`, `getThing.output`). */
export type FixtureValues = Record<string, Record<string, SchemaValues>>

export interface SchemaValues {
  valid: unknown[]
  /** By the path at which they are wrong. */
  invalid: Record<string, unknown[]>
  /** Wrong, and let pass when it comes from a server. */
  lenient?: unknown[]
  /** Wrong from a server too. */
  refused?: unknown[]
}

export interface Fixture {
  readonly name: string
  readonly folder: string
  readonly config: LoadedConfig
  readonly values: FixtureValues
}

/** Every fixture: a folder with `input`, `expected`, and perhaps hints, settings and values. */
export function fixtures(): Fixture[] {
  return readdirSync(FIXTURES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(FIXTURES, name)
      const values = readJson<FixtureValues>(join(folder, 'values.json'), {})
      return { name, folder, config: configOf(folder), values }
    })
}

function configOf(folder: string): LoadedConfig {
  const shared = {
    file: join(folder, 'config'),
    shown: 'config',
    folder,
    output: join(folder, 'expected'),
    extension: 'ts' as const,
    surface: undefined,
  }
  const openapi = join(folder, 'input/openapi.yaml')
  if (existsSync(openapi)) {
    const settings = readJson<{ baseline?: string; items?: Record<string, string> }>(
      join(folder, 'config.json'),
      {},
    )
    return { ...shared, openapi, baseline: '0.0', items: {}, ...settings }
  }
  return {
    ...shared,
    sources: [{ folder: 'input' }],
    reuse: [],
    definitions: undefined,
    hints: readJson<Hints>(join(folder, 'hints.json'), {}),
    hintsFile: 'hints.json',
    ownFiles: [],
  }
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
