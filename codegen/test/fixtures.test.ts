import { join } from 'node:path'
import { formatPath, type Schema, type Strictness, validate } from '@typefed/core/wire'
import { describe, expect, it } from 'vitest'
import { generate } from '../src/generate.ts'
import { expectedFiles, type Fixture, fixtures, FIXTURES, type SchemaValues } from './support/fixtures.ts'
import { typecheck } from './support/tsc.ts'

const all = fixtures()

describe.each(all.map((fixture) => [fixture.name, fixture] as const))('fixture %s', (_, fixture) => {
  it('generates what is expected', async () => {
    const { files, surface, summary } = await generate(fixture.folder, fixture.config)
    for (const { path, text } of files) {
      await expect(text).toMatchFileSnapshot(join(fixture.folder, 'expected', path))
    }
    await expect(surface).toMatchFileSnapshot(join(fixture.folder, 'expected/surface.txt'))
    await expect(notices(summary.notices)).toMatchFileSnapshot(join(fixture.folder, 'expected/notices.txt'))
    const expected = [...files.map(({ path }) => path), 'surface.txt', 'notices.txt'].sort()
    expect(expectedFiles(fixture)).toEqual(expected)
  })

  it('loads, every module of it', async () => {
    for (const path of expectedFiles(fixture).filter((file) => file.endsWith('.ts'))) {
      await expect(load(fixture, path)).resolves.toBeDefined()
    }
  })

  const rows = Object.entries(fixture.values).flatMap(([document, schemas]) =>
    Object.entries(schemas).map(([name, values]) => [document, name, values] as const),
  )
  if (rows.length === 0) return

  it.each(rows)('checks values against %s %s', async (document, name, values) => {
    const schema = await schemaOf(fixture, document, name)
    for (const value of values.valid)
      expect({ value, faults: faults(schema, value) }).toEqual({ value, faults: [] })
    for (const [path, value] of invalid(values)) {
      expect({ value, faults: faults(schema, value) }).toEqual({ value, faults: [path] })
    }
    for (const value of values.lenient ?? []) {
      expect(faults(schema, value)).not.toEqual([])
      expect({ value, faults: faults(schema, value, 'lenient') }).toEqual({ value, faults: [] })
    }
    for (const value of values.refused ?? []) expect(faults(schema, value, 'lenient')).not.toEqual([])
  })
})

describe('all fixtures', () => {
  it.each(['typescript', 'typescript-5.9'] as const)('have types that hold under %s', async (compiler) => {
    expect(await typecheck(FIXTURES, compiler)).toBe('')
  })
})

function invalid({ invalid: byPath }: SchemaValues): [string, unknown][] {
  return Object.entries(byPath).flatMap(([path, values]) =>
    values.map((value): [string, unknown] => [path, value]),
  )
}

function faults(schema: Schema<unknown>, value: unknown, strictness: Strictness = 'strict'): string[] {
  return (validate(schema, value, strictness) ?? []).map(({ path }) => formatPath(path))
}

async function schemaOf(fixture: Fixture, document: string, name: string): Promise<Schema<unknown>> {
  const path = 'openapi' in fixture.config ? document : `lexicons/${document}`
  const module = await load(fixture, `${path}.ts`)
  const found = name
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], module)
  if (found === undefined) throw new Error(`${document} exports no ${name}`)
  return found as Schema<unknown>
}

function load(fixture: Fixture, path: string): Promise<Record<string, unknown>> {
  return import(join(fixture.folder, 'expected', path)) as Promise<Record<string, unknown>>
}

function notices(list: readonly string[]): string {
  return list.map((line) => `${line}\n`).join('')
}
