import { fileURLToPath } from 'node:url'
import { proposeImports, runImports } from '@typefed/test-servers/editor'
import { expect, test } from 'vitest'

const PACKAGE = '@typefed/mastodon-client'
const FOLDER = fileURLToPath(new URL('.', import.meta.url))
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

test.each(VALUES)('an import is proposed for %s', (name) => {
  expect(proposed.get(name)).not.toEqual([])
})

test('every proposed import compiles, and runs', () => {
  const [imports, values] = runImports(FOLDER, proposed)
  expect(imports).toBeGreaterThanOrEqual(VALUES.length)
  expect(values).toBe(imports)
})
