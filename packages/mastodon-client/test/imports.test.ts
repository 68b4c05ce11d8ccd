import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { proposeImports, show } from '@typefed/test-servers/editor'
import { afterAll, expect, test } from 'vitest'

const PACKAGE = '@typefed/mastodon-client'
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const PROGRAM = fileURLToPath(new URL('proposed-imports.ts', import.meta.url))
const MODULES = ['', '/slim', '/oauth', '/streaming', '/node', '/operations', '/schemas'].map(
  (entry) => PACKAGE + entry,
)

/** Names that are values, of every entry. */
const VALUES =
  `MastodonClient RestClient paginate findLink parseLinkHeader uploadMedia parseVersion isAtLeast VersionGate
  isUnsupported tree ValidationError ResponseError isNotFoundError memoryStore readRateLimit discover authorizeUrl
  exchangeCode registerApp userinfo StreamingClient streamingHealth hashtagStream userStream fileFromPath createStatus
  getHomeTimeline status account mediaAttachment`.split(/\s+/)

const proposed = proposeImports(FOLDER, VALUES, MODULES)

afterAll(() => rmSync(PROGRAM, { force: true }))

test.each(VALUES)('an import is proposed for %s', (name) => {
  expect(proposed.get(name)).not.toEqual([])
})

test('every proposed import compiles, and runs', () => {
  const lines = VALUES.flatMap((name) =>
    (proposed.get(name) ?? []).map(
      (module, index) => `import { ${name} as ${name}_${index} } from '${module}'`,
    ),
  )
  const names = lines.map((line) => /as (\w+)/.exec(line)?.[1])
  const program = [
    ...lines,
    `const values = [${names.join(', ')}]`,
    'console.log(values.filter(Boolean).length)',
  ].join('\n')
  expect(() => show(FOLDER, program.replace('console.log', 'export default '))).not.toThrow()
  writeFileSync(PROGRAM, program)
  const printed = execFileSync(process.execPath, ['--conditions=typefed-source', PROGRAM], {
    encoding: 'utf8',
  })
  expect(printed).toBe(`${names.length}\n`)
})
