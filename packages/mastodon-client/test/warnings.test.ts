/** Pages that hold items which do not fit their description. */
import { plainAccount as account, plainStatus as status } from '@typefed/test-servers/forks'
import { describe, expect, test } from 'vitest'
import {
  isValidationError,
  MastodonClient,
  type MastodonClientOptions,
  type UnsupportedVersionError,
  type ValidationError,
} from '../src/index.ts'
import { failure } from './failure.ts'

type Warning = ValidationError | UnsupportedVersionError

/** A client that gets one answer, and what it is told. */
function clientOf(answer: unknown, options: Partial<MastodonClientOptions> = {}) {
  const warnings: Warning[] = []
  const client = new MastodonClient({
    url: 'https://server.test',
    accessToken: 'token',
    gating: 'off',
    validate: 'warn',
    onWarning: (warning) => warnings.push(warning),
    fetch: async () => Response.json(answer),
    ...options,
  })
  return { client, warnings }
}

const pathsOf = (warning: Warning | undefined) =>
  isValidationError(warning)
    ? warning.issues.map(({ path }) => path.join('.'))
    : expect.unreachable('no warning')

const good = status('1')
const bad = { ...status('2'), account: { ...account('3'), display_name: 5 } }
const worse = { ...status('4'), content: 5, media_attachments: null }
const page = [good, bad, worse]

describe('a page with bad items', () => {
  test('is handed over whole, and told of once, with paths and without values', async () => {
    const { client, warnings } = clientOf(page)
    expect(await client.api.v1.timelines.home.get()).toEqual(page)
    expect(warnings).toHaveLength(1)
    expect(pathsOf(warnings[0])).toEqual(['1.account.display_name', '2.content', '2.media_attachments'])
    expect(warnings[0]?.message).toBe(
      'response of getHomeTimeline (200 from https://server.test/api/v1/timelines/home) is not valid: [1].account.display_name: expected a string, got the number 5; ' +
        '[2].content: expected a string, got the number 5; [2].media_attachments: expected an array, got null',
    )
    expect(JSON.stringify(warnings)).not.toContain('alice')
  })

  test('loses them where that is asked for', async () => {
    const { client, warnings } = clientOf(page, { badItems: 'drop' })
    expect(await client.api.v1.timelines.home.get()).toEqual([good])
    expect(pathsOf(warnings[0])).toHaveLength(3)
  })

  test('loses them in a walk too, which goes on', async () => {
    const { client, warnings } = clientOf([], {
      badItems: 'drop',
      fetch: async (url) =>
        url.includes('max_id')
          ? Response.json(page)
          : Response.json([bad], { headers: { link: '<?max_id=2>; rel=next' } }),
    })
    expect(await client.api.v1.timelines.home.get.paginate().toArray()).toEqual([good])
    expect(warnings).toHaveLength(2)
  })

  test('that are more than an error can tell loses them all', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({ ...status(String(index)), content: index }))
    const { client, warnings } = clientOf([...many, good], { badItems: 'drop' })
    expect(await client.api.v1.timelines.home.get()).toEqual([good])
    expect(warnings).toHaveLength(1)
    expect(pathsOf(warnings[0])).toHaveLength(100)
    expect(warnings[0]?.message).toMatch(/; and 97 more$/)
  })

  test('is an error without the mode', async () => {
    const { client, warnings } = clientOf(page, { validate: 'throw' })
    expect(isValidationError(await failure(client.api.v1.timelines.home.get()))).toBe(true)
    expect(warnings).toEqual([])
  })
})

describe('an answer that holds lists', () => {
  const group = {
    group_key: 'favourite-1',
    notifications_count: 2,
    type: 'favourite',
    most_recent_notification_id: 9,
    sample_account_ids: ['3'],
    status_id: '1',
  }
  const tag = { name: 'tea', url: 'https://server.test/tags/tea', history: [] }

  test('of notifications in groups loses the bad ones of each', async () => {
    const answer = {
      accounts: [account('3'), { id: '5' }],
      statuses: [bad, good],
      notification_groups: [{ ...group, sample_account_ids: null }, group],
    }
    const { client, warnings } = clientOf(answer, { badItems: 'drop' })
    expect(await client.api.v2.notifications.get()).toEqual({
      accounts: [account('3')],
      statuses: [good],
      notification_groups: [group],
    })
    expect(pathsOf(warnings[0])).toContain('notification_groups.0.sample_account_ids')
  })

  test('of a search loses the bad ones of each', async () => {
    const answer = {
      accounts: [{ ...account('3'), id: null }],
      statuses: [good, worse],
      hashtags: [tag, 'tea'],
    }
    const { client, warnings } = clientOf(answer, { badItems: 'drop' })
    const found = await client.api.v2.search.get({ params: { q: 'tea' } })
    expect(found).toEqual({ accounts: [], statuses: [good], hashtags: [tag] })
    expect(pathsOf(warnings[0])).toEqual([
      'accounts.0.id',
      'statuses.1.content',
      'statuses.1.media_attachments',
      'hashtags.1',
    ])
  })

  test('keeps what is wrong besides them', async () => {
    const answer = { accounts: null, statuses: [good, {}], hashtags: [] }
    const { client, warnings } = clientOf(answer, { badItems: 'drop' })
    const found = await client.api.v2.search.get({ params: { q: 'tea' } })
    expect(found).toEqual({ accounts: null, statuses: [good], hashtags: [] })
    expect(pathsOf(warnings[0])).toContain('accounts')
  })
})

describe('the settings of one call', () => {
  test('go before those of the client', async () => {
    const { client, warnings } = clientOf(page)
    const { get } = client.api.v1.timelines.home
    expect(isValidationError(await failure(get({ validate: 'throw' })))).toBe(true)
    expect(await get({ validate: 'off' })).toEqual(page)
    expect(warnings).toEqual([])
    await get()
    expect(warnings).toHaveLength(1)
  })

  test('may be stricter', async () => {
    const { client, warnings } = clientOf([{ ...good, visibility: 'local', created_at: 'yesterday' }])
    const { get } = client.api.v1.timelines.home
    await get()
    expect(warnings).toEqual([])
    await get({ strictness: 'strict' })
    expect(pathsOf(warnings[0])).toEqual(['0.created_at', '0.visibility'])
  })
})

test('a strict client refuses what a lenient one takes', async () => {
  const answer = [{ ...good, visibility: 'local' }]
  const { client } = clientOf(answer, { validate: 'throw', strictness: 'strict' })
  const { get } = client.api.v1.timelines.home
  expect(isValidationError(await failure(get()))).toBe(true)
  expect(await get({ strictness: 'lenient' })).toEqual(answer)
})

test('a client that does not look takes anything that is JSON', async () => {
  const { client, warnings } = clientOf(
    { nonsense: true },
    { validate: 'off', badItems: 'drop', strictness: 'strict' },
  )
  expect(await client.api.v1.timelines.home.get()).toEqual({ nonsense: true })
  expect(warnings).toEqual([])
  const { client: other } = clientOf(undefined, {
    validate: 'off',
    fetch: async () => new Response('[{"id"'),
  })
  expect(isValidationError(await failure(other.api.v1.timelines.home.get()))).toBe(true)
})
