/** The suite, against a double of each other software. */
import { isValidationError } from '@typefed/core'
import { FORKS, startFork } from '@typefed/test-servers/forks'
import { describe, expect, test } from 'vitest'
import { MastodonClient } from '../../src/index.ts'
import { CHECKS } from './checks/index.ts'
import { runChecks } from './run.ts'

/** The row of the credentials that a run begins with. */
const BEGIN = 'begin'

/** The checks that fail because the client refuses a part that is missing, null or of another type there. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  Hollo: ['instance: description', 'instance: description, second version', 'OAuth: discovery document'],
  Pleroma: ['instance: description, second version'],
  Friendica: [BEGIN],
  Pixelfed: [
    'instance: description',
    'instance: description, second version',
    'relationships: mutes',
    'timelines: conversations',
  ],
  Iceshrimp: ['instance: description'],
  Catodon: ['instance: description'],
  'Iceshrimp.NET': ['instance: description'],
  GoToSocial: [
    'instance: blocked domains',
    'posts: schedule, put off, cancel',
    'filters: make, change, delete',
  ],
  Sharkey: [BEGIN],
  'Mastodon nightly': ['instance: description, second version'],
  'Mastodon 2.8': [BEGIN],
}

/** The checks that fail because the response differs from what the check wants. */
const NOT_THERE: Readonly<Record<string, readonly string[]>> = {
  Hollo: ['posts: edit and history', 'timelines: links to next and prev'],
}

/** Results by name; those of a run that could not begin are the error of the credentials. */
async function run(name: string): Promise<Record<string, string>> {
  const fork = FORKS.find((each) => each.name === name)!
  const { url, token, fetch } = startFork(fork)
  const client = new MastodonClient({ url, accessToken: token, fetch, retry: { limit: 0 } })
  try {
    const rows = await runChecks(client, { checks: CHECKS })
    for (const { result, detail } of rows) if (result === 'failed') expect(detail).toContain('is not valid')
    return Object.fromEntries(rows.map(({ area, name, result }) => [`${area}: ${name}`, result]))
  } catch (error) {
    if (!isValidationError(error)) throw error
    return { [BEGIN]: 'failed' }
  }
}

const withResult = (results: Record<string, string>, wanted: string): string[] =>
  Object.keys(results).filter((name) => results[name] === wanted)

describe.each(FORKS.map(({ name }) => name))('%s', (name) => {
  test('does all that it has, but for what is refused', async () => {
    const results = await run(name)
    expect(withResult(results, 'failed')).toEqual(REFUSED[name] ?? [])
    expect(withResult(results, 'not there')).toEqual(expect.arrayContaining([...(NOT_THERE[name] ?? [])]))
    if (results[BEGIN]) return
    const core = CHECKS.filter((check) => check.core).map((check) => `${check.area}: ${check.name}`)
    const expected = core.filter((each) => !REFUSED[name]?.includes(each))
    expect(withResult(results, 'ok')).toEqual(expect.arrayContaining(expected))
  })
})
