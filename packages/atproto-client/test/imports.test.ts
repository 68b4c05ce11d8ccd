import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { proposeImports, show } from '@typefed/test-servers/editor'
import { afterAll, expect, test } from 'vitest'

const PACKAGE = '@typefed/atproto-client'
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
const PROGRAM = fileURLToPath(new URL('proposed-imports.ts', import.meta.url))
const MODULES = [
  '',
  '/slim',
  '/rich-text',
  '/moderation',
  '/identity',
  '/streaming',
  '/node',
  '/app.bsky.feed.post',
].map((entry) => PACKAGE + entry)

/** Names that are values, of every entry. */
const VALUES =
  `AtprotoClient XrpcClient PasswordSession Session paginate createRecord listRecords Writes parseAtUri
  parseBskyUrl sendPost sendThread like asUnknown labelersHeader cleanIdentifier memoryStore ValidationError ResponseError
  isNotFoundError TextBuilder detectFacets segments truncate graphemeLength moderatePost ModerationDecision muteWord
  resolveIdentity firehose jetstream subscribe fileStore post`.split(/\s+/)

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
