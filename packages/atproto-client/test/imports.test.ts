import { fileURLToPath } from 'node:url'
import { proposeImports, runImports } from '@typefed/test-servers/editor'
import { expect, test } from 'vitest'

const PACKAGE = '@typefed/atproto-client'
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
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

test.each(VALUES)('an import is proposed for %s', (name) => {
  expect(proposed.get(name)).not.toEqual([])
})

test('every proposed import compiles, and runs', () => {
  const [imports, values] = runImports(FOLDER, proposed)
  expect(imports).toBeGreaterThanOrEqual(VALUES.length)
  expect(values).toBe(imports)
})
