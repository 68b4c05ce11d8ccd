/**
 * The suite, against the sandbox as several versions; and against the server of `MASTODON_URL` and `MASTODON_TOKEN` if
 * they are set.
 */
import { env, stdout } from 'node:process'
import { describe, expect, test } from 'vitest'
import { MastodonClient } from '../../src/index.ts'
import { arena } from '../support.ts'
import { CHECKS } from './checks/index.ts'
import { drawTable } from './report.ts'
import { runChecks } from './run.ts'
import { snapshot } from './snapshot.ts'

/** The checks of what is not in every version, and the release that brought it. */
const SINCE: Readonly<Record<string, string>> = {
  'instance: description, second version': '4.0.0',
  'instance: extended description': '4.0.0',
  'instance: privacy policy': '4.0.0',
  'instance: blocked domains': '4.0.0',
  'instance: languages of translation': '4.2.0',
  'OAuth: discovery document': '4.3.0',
  'OAuth: who the user is': '4.4.0',
  'posts: several by id': '4.3.0',
  'notifications: grouped': '4.3.0',
  'notifications: unread': '4.3.0',
  'notifications: policy': '4.3.0',
  'notifications: requests': '4.3.0',
  'filters: make, change, delete': '4.0.0',
  'tags: follow and back': '4.0.0',
  'tags: followed': '4.0.0',
}

const nameOf = ({ area, name }: { area: string; name: string }) => `${area}: ${name}`

test('checks have names of their own', () => {
  expect(new Set(CHECKS.map(nameOf)).size).toBe(CHECKS.length)
  expect(CHECKS.map(nameOf)).toEqual(expect.arrayContaining(Object.keys(SINCE)))
})

describe.each(['3.5.3', '4.0.2', '4.3.1', '4.6.0'])('against %s', (version) => {
  test('all works that the version has, and nothing is left behind', async () => {
    await using place = await arena({ version })
    const { sandbox, client } = place
    sandbox.seedTimeline({ statuses: 12 })
    const [home] = await client.api.v1.timelines.home.get()
    await client.api.v1.markers.post({ body: { home: { last_read_id: home!.id } } })
    const before = await snapshot(client)

    const rows = await runChecks(client, { checks: CHECKS })
    expect(rows.filter(({ result }) => result === 'failed')).toEqual([])
    const absent = rows.filter(({ result }) => result === 'not there').map(nameOf)
    const later = Object.keys(SINCE).filter((name) => SINCE[name]! > version)
    expect(absent.toSorted()).toEqual(later.toSorted())
    expect(rows).toHaveLength(CHECKS.length)
    expect(sandbox.violations).toEqual([])
    expect(await snapshot(client)).toEqual(before)
  })
})

test('two runs stay below the thirty deletions that Mastodon allows in half an hour', async () => {
  await using place = await arena()
  await runChecks(place.client, { checks: CHECKS })
  const counted = place.sandbox.requests.filter(
    ({ operationId }) => operationId === 'deleteStatus' || operationId === 'unreblogStatus',
  )
  expect(counted.length).toBeGreaterThan(5)
  expect(counted.length).toBeLessThanOrEqual(15)
})

test('other software is tried as far as it goes', async () => {
  const software = { name: 'Pleroma', version: '2.7.0' }
  await using place = await arena({ version: '3.5.3', software })
  const rows = await runChecks(place.client, { checks: CHECKS })
  expect(rows.filter(({ result }) => result === 'failed')).toEqual([])
  const grouped = rows.find((row) => nameOf(row) === 'notifications: grouped')
  expect(grouped).toMatchObject({ result: 'not there', detail: expect.stringContaining('404') as string })
})

const { MASTODON_URL: url, MASTODON_TOKEN: accessToken } = env
const named = url && accessToken ? [{ url, accessToken }] : []

for (const server of named) {
  test(`nothing fails against ${server.url}`, { timeout: 600_000 }, async () => {
    const rows = await runChecks(new MastodonClient(server), { checks: CHECKS })
    stdout.write(`${drawTable(rows)}\n`)
    expect(rows.filter(({ result }) => result === 'failed')).toEqual([])
  })
}
