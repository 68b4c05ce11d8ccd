import { chmodSync, cpSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openPullRequest } from '../github/pull-request.ts'
import { run } from '../run.ts'
import { updateLexicons } from '../update-lexicons/update-lexicons.ts'
import { findUpdates, type Release } from '../update-lexicons/upstream.ts'
import { commitAll, type TemporaryFolder, temporaryFolder } from './support/folder.ts'

const GENERATOR = fileURLToPath(new URL('../../codegen/bin/typefed.js', import.meta.url))
const OLD: Release = { package: '@fixture/lexicons', version: '1.0.0', released: '2026-01-01' }
const NEW: Release = { ...OLD, version: '1.1.0', released: '2026-02-01' }

const CONFIG = `{
  "sources": [
    { "package": "@fixture/lexicons", "version": "1.0.0", "released": "2026-01-01", "folder": "lexicons" },
    { "folder": "." }
  ],
  "output": "../generated",
  "surface": "../surface/atproto.txt"
}
`

function lexicon(id: string, properties: Record<string, object>): string {
  const schema = { type: 'object', properties }
  const main = { type: 'query', output: { encoding: 'application/json', schema } }
  return JSON.stringify({ lexicon: 1, id, defs: { main } })
}

/** An upstream package, under the folder that an installation would put in node_modules. */
function upstream(version: string, lexicons: Record<string, string>): Record<string, string> {
  const folder = `upstream/${version}`
  const files = Object.entries(lexicons).map(([name, text]) => [`${folder}/lexicons/${name}.json`, text])
  return {
    ...Object.fromEntries(files),
    [`${folder}/package.json`]: JSON.stringify({ name: OLD.package, version }),
  }
}

/** A checkout that is current with the old release, and what an installation of the new one would bring. */
async function checkout(newer: Record<string, string>): Promise<TemporaryFolder> {
  const folder = await temporaryFolder({
    'lexicons/upstream.json': CONFIG,
    'package.json': '{\n  "devDependencies": { "@fixture/lexicons": "1.0.0", "other": "1.0.0" }\n}\n',
    'own/package.json': '{ "dependencies": { "@fixture/lexicons": "1.0.0" } }\n',
    'own/pnpm-lock.yaml': '',
    '.gitignore': 'node_modules\nupstream\ngenerated\n',
    ...upstream('1.0.0', { 'com/example/get': lexicon('com.example.get', { name: { type: 'string' } }) }),
    ...upstream('1.1.0', newer),
  })
  install(folder.path, '1.0.0')
  run(folder.path, process.execPath, [GENERATOR, 'generate', '--config', 'lexicons/upstream.json'])
  commitAll(folder.path)
  return folder
}

function install(root: string, version: string): void {
  cpSync(join(root, 'upstream', version), join(root, 'node_modules', OLD.package), { recursive: true })
}

function update(root: string, newest: Release = NEW) {
  return updateLexicons({ root, registry: () => newest, install: () => install(root, newest.version) })
}

const read = (folder: TemporaryFolder, file: string): string => readFileSync(join(folder.path, file), 'utf8')

afterEach(() => vi.unstubAllEnvs())

describe('newer lexicons', () => {
  const widened = {
    'com/example/get': lexicon('com.example.get', { name: { type: 'string' }, age: { type: 'integer' } }),
  }

  test('are taken in: pinned, installed, generated, and described', async () => {
    await using folder = await checkout(widened)
    const proposal = update(folder.path)
    expect(proposal?.title).toBe('Take in the lexicons of @fixture/lexicons 1.1.0')
    expect(proposal?.body).toContain('`@fixture/lexicons` 1.0.0 → 1.1.0, released 2026-02-01')
    expect(proposal?.body).toContain('### Additive (1)')
    expect(proposal?.body).toContain('age')
    expect(read(folder, 'lexicons/upstream.json')).toBe(
      CONFIG.replace('1.0.0', '1.1.0').replace('2026-01-01', '2026-02-01'),
    )
    expect(read(folder, 'package.json')).toBe(
      '{\n  "devDependencies": { "@fixture/lexicons": "1.1.0", "other": "1.0.0" }\n}\n',
    )
    expect(read(folder, 'own/package.json')).toContain('"@fixture/lexicons": "1.0.0"')
    expect(read(folder, 'surface/atproto.txt')).toContain('age')
  })

  test.each([
    ['minor', 'something is new', widened],
    ['major', 'something is gone', { 'com/example/get': lexicon('com.example.get', {}) }],
    [
      'patch',
      'the surface stays as it is',
      { 'com/example/get': lexicon('com.example.get', { name: { type: 'string' } }) },
    ],
  ])('ask for a %s changeset where %s', async (bump, _, newer) => {
    await using folder = await checkout(newer)
    update(folder.path)
    expect(read(folder, '.changeset/lexicons-fixture-lexicons-1.1.0.md')).toBe(
      `---\n'@typefed/atproto-client': ${bump}\n---\n\nThe lexicons are those of @fixture/lexicons 1.1.0.\n`,
    )
  })

  test('that do not pass the generator are not proposed', async () => {
    await using folder = await checkout({ 'com/example/get': '{ "lexicon": 1 }' })
    expect(() => update(folder.path)).toThrow('generate')
  })

  test('are not looked for twice', async () => {
    await using folder = await checkout(widened)
    update(folder.path)
    expect(update(folder.path)).toBeUndefined()
  })
})

test('a release that is no newer is left: the same one, or one that was taken back', () => {
  expect(findUpdates([OLD], () => OLD)).toEqual([])
  expect(findUpdates([NEW], () => OLD)).toEqual([])
  expect(findUpdates([OLD], () => NEW)).toEqual([{ from: OLD, to: NEW }])
})

describe('a proposal', () => {
  const PROPOSAL = { branch: 'update', title: 'Change it', body: 'Because.' }

  /** A repository with a change, a remote, and a `gh` that writes down what it is asked and knows of some pull requests. */
  async function repository(open: object[]) {
    const folder = await temporaryFolder({
      'a.txt': 'old',
      '.gitignore': 'bin\nasked.txt\nremote\n',
      'bin/gh': `#!/bin/sh\nprintf '%s\\n' "$*" >> asked.txt\n[ "$2" = list ] && echo '${JSON.stringify(open)}'\nexit 0\n`,
    })
    chmodSync(join(folder.path, 'bin/gh'), 0o755)
    vi.stubEnv('PATH', `${join(folder.path, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`)
    commitAll(folder.path)
    run(folder.path, 'git', ['init', '--quiet', '--bare', 'remote'])
    run(folder.path, 'git', ['remote', 'add', 'origin', 'remote'])
    return folder
  }

  test('is committed with new files too, pushed, and opened', async () => {
    await using folder = await repository([])
    cpSync(join(folder.path, 'a.txt'), join(folder.path, 'b.txt'))
    openPullRequest(folder.path, PROPOSAL)
    expect(run(folder.path, 'git', ['log', '-1', '--format=%s', '--name-only', 'origin/update'])).toBe(
      'Change it\n\nb.txt\n',
    )
    expect(read(folder, 'asked.txt').trim().split('\n').at(-1)).toBe(
      'pr create --head update --title Change it --body Because.',
    )
  })

  test('that is open already is brought up to date', async () => {
    await using folder = await repository([{ number: 7 }])
    cpSync(join(folder.path, 'a.txt'), join(folder.path, 'b.txt'))
    openPullRequest(folder.path, PROPOSAL)
    expect(read(folder, 'asked.txt')).toContain('pr edit 7 --title Change it --body Because.')
    expect(read(folder, 'asked.txt')).not.toContain('create')
  })
})
