/** How checks are run and judged, and that nothing of theirs stays on the server. */
import type { FetchHandler } from '@typefed/core'
import { describe, expect, test } from 'vitest'
import { arena, type Arena } from '../support.ts'
import { CHECKS } from './checks/index.ts'
import { runChecks } from './run.ts'
import { snapshot } from './snapshot.ts'
import { type Check, NotThere, type Row } from './types.ts'

const check = (run: Check['run'], core?: true): Check => ({
  area: 'a',
  name: 'b',
  run,
  ...(core && { core }),
})

async function judged(place: Arena, ...checks: Check[]): Promise<Pick<Row, 'result' | 'detail'>[]> {
  const rows = await runChecks(place.client, { checks })
  return rows.map(({ result, detail }) => ({ result, detail }))
}

/** Answers some requests in place of the server. */
function instead(
  fits: (method: string, path: string) => boolean,
  status: number,
  body: object,
): FetchHandler {
  return async (url, init) =>
    fits(init.method ?? 'GET', new URL(url).pathname) ? Response.json(body, { status }) : fetch(url, init)
}

const post = check(async (_, { post }) => post())

describe('a check', () => {
  test('is ok if it succeeds, with the text that it gives', async () => {
    await using place = await arena()
    const rows = await judged(
      place,
      check(async () => 'two found'),
      check(async () => ({ id: '1' })),
    )
    expect(rows).toEqual([
      { result: 'ok', detail: 'two found' },
      { result: 'ok', detail: '' },
    ])
  })

  test('shows what the server does not have', async () => {
    await using place = await arena({ version: '4.0.2' })
    const missing: Check['run'] = (client) => client.api.v1.statuses('0').get()
    const rows = await judged(
      place,
      check(missing),
      check((client) => client.api.v2.notifications.get()),
      check(() => Promise.reject(new NotThere('not done here'))),
      check(missing, true),
    )
    expect(rows).toEqual([
      { result: 'not there', detail: expect.stringContaining('404') as string },
      { result: 'not there', detail: expect.stringContaining('needs version 4.3.0') as string },
      { result: 'not there', detail: 'not done here' },
      { result: 'failed', detail: expect.stringContaining('404') as string },
    ])
  })

  test.each([
    [403, 'This action is outside the authorized scopes', 'not there'],
    [403, 'Insufficient permissions: write:statuses.', 'not there'],
    [403, 'This action is not allowed', 'failed'],
    [405, 'Method not allowed', 'not there'],
    [410, 'Gone', 'not there'],
    [501, 'Not implemented', 'not there'],
    [422, 'Validation failed', 'failed'],
    [500, 'Oh', 'failed'],
  ])('that is answered %i with "%s" is %s', async (status, error, result) => {
    await using place = await arena()
    const fetch = instead((_, path) => path === '/api/v1/preferences', status, { error })
    const client = place.connect({ fetch, retry: { limit: 0 } })
    const [row] = await runChecks(client, {
      checks: [check((client) => client.api.v1.preferences.get())],
    })
    expect(row).toMatchObject({ result })
    expect(row?.detail).toContain(error)
  })

  test('fails with the first line of what it finds wrong', async () => {
    await using place = await arena()
    const wrong: Check['run'] = () => {
      throw new Error('a post came twice\nand more of it')
    }
    expect(await judged(place, check(wrong))).toEqual([{ result: 'failed', detail: 'a post came twice' }])
  })

  test('is the last one if the run is ended', async () => {
    await using place = await arena()
    const controller = new AbortController()
    const before = await snapshot(place.client)
    const rows = await runChecks(place.client, {
      checks: [post, post, post],
      signal: controller.signal,
      onRow: () => controller.abort(),
    })
    expect(rows).toHaveLength(1)
    expect(await snapshot(place.client)).toEqual(before)
  })
})

describe('nothing stays on the server', () => {
  test('of a check that fails', async () => {
    await using place = await arena()
    const before = await snapshot(place.client)
    const failing = check(async (client, { post, sharedPost, make, word }) => {
      await post({ poll: { options: ['a', 'b'], expires_in: 600 } })
      await sharedPost()
      const { lists } = client.api.v1
      await make(lists.post, { body: { title: word } }, (id) => lists(id).delete())
      expect(await snapshot(client)).not.toEqual(before)
      throw new Error('no')
    })
    expect(await judged(place, failing)).toEqual([{ result: 'failed', detail: 'no' }])
    expect(await snapshot(place.client)).toEqual(before)
  })

  test.each([
    [
      'reading',
      (method: string, path: string) => method === 'GET' && /\/(statuses|lists|filters)\/\d+/.test(path),
    ],
    ['changing', (method: string) => method === 'PUT'],
    [
      'a favourite and the like',
      (method: string, path: string) => method === 'POST' && /\/\d+\/\w+$/.test(path),
    ],
  ])('where %s does not work', async (_, fits) => {
    await using place = await arena()
    const before = await snapshot(place.client)
    const client = place.connect({ fetch: instead(fits, 500, { error: 'oh' }), retry: { limit: 0 } })
    const rows = await runChecks(client, { checks: CHECKS })
    expect(rows.filter(({ detail }) => detail.includes('left behind'))).toEqual([])
    expect(rows.filter(({ result }) => result === 'failed').length).toBeGreaterThan(2)
    expect(await snapshot(place.client)).toEqual(before)
  })

  test('of what the server answered wrongly', async () => {
    await using place = await arena()
    const before = await snapshot(place.client)
    const fetchWrong: FetchHandler = async (url, init) => {
      const response = await fetch(url, init)
      if (init.method !== 'POST') return response
      const { id } = (await response.json()) as { id?: string }
      return Response.json({ id }, { status: response.status })
    }
    const client = place.connect({ fetch: fetchWrong })
    const rows = await runChecks(client, {
      checks: CHECKS.filter(({ area }) => /posts|lists|filters/.test(area)),
    })
    expect(rows.filter(({ detail }) => detail.includes('is not valid')).length).toBeGreaterThan(5)
    expect(rows.filter(({ detail }) => detail.includes('left behind'))).toEqual([])
    expect(await snapshot(place.client)).toEqual(before)
  })

  test('without being told of', async () => {
    await using place = await arena()
    const fetch = instead((method) => method === 'DELETE', 500, { error: 'oh' })
    const client = place.connect({ fetch, retry: { limit: 0 } })
    const rows = await runChecks(client, { checks: [post, check((_, { sharedPost }) => sharedPost())] })
    expect(rows.map(({ area, name, result }) => [area, name, result])).toEqual([
      ['a', 'b', 'failed'],
      ['a', 'b', 'ok'],
      ['posts', 'delete the common one', 'failed'],
    ])
    for (const { detail } of [rows[0]!, rows[2]!]) {
      expect(detail).toMatch(/^left behind: \/api\/v1\/statuses \d+ \(/)
    }
  })
})

describe('a server that does less, or does it later,', () => {
  const named = (...names: string[]) => CHECKS.filter(({ name }) => names.includes(name))

  /** Changes what the server answers. */
  function changed(change: (body: Record<string, unknown>, response: Response) => Response): FetchHandler {
    return async (url, init) => {
      const response = await fetch(url, init)
      const text = await response.clone().text()
      const isObject = text.startsWith('{')
      return isObject ? change(JSON.parse(text) as Record<string, unknown>, response) : response
    }
  }

  test.each([[null], [undefined]])('tells %s for the time of an edit: not there', async (edited_at) => {
    await using place = await arena()
    const fetch = changed((body, { status }) => Response.json({ ...body, edited_at }, { status }))
    const client = place.connect({ fetch })
    const [row] = await runChecks(client, { checks: named('edit and history') })
    expect(row).toMatchObject({ result: 'not there', detail: expect.stringContaining('no time') as string })
  })

  test('links to next alone: not there', async () => {
    await using place = await arena()
    const fetchNext: FetchHandler = async (url, init) => {
      const response = await fetch(url, init)
      const next = response.headers
        .get('link')
        ?.split(', ')
        .find((link) => link.includes('rel="next"'))
      const headers = { 'content-type': 'application/json', ...(next !== undefined && { link: next }) }
      return new Response(response.body, { status: response.status, headers })
    }
    const client = place.connect({ fetch: fetchNext })
    const [row] = await runChecks(client, { checks: named('links to next and prev') })
    expect(row).toMatchObject({ result: 'not there', detail: 'there is no link to prev' })
  })

  test('has no way to delete an upload: nothing is left behind', async () => {
    await using place = await arena()
    const isUndo = (method: string, path: string) => method === 'DELETE' && path.includes('/media/')
    const client = place.connect({ fetch: instead(isUndo, 405, { error: 'no' }), retry: { limit: 0 } })
    const rows = await runChecks(client, { checks: CHECKS.filter(({ area }) => area === 'media') })
    expect(rows.map(({ result }) => result)).toEqual(['ok', 'ok'])
  })

  test('takes a deleted post from its file a second later: waits for it', async () => {
    await using place = await arena({ backgroundWork: 1000 })
    const rows = await runChecks(place.client, { checks: CHECKS.filter(({ area }) => area === 'media') })
    expect(rows.map(({ result, detail }) => [result, detail])).toEqual([
      ['ok', ''],
      ['ok', ''],
    ])
  })

  test('shows a deleted post for a while: waits for it', async () => {
    await using place = await arena()
    let deleted: { path: string; at: number } | undefined
    let before: Response | undefined
    const late: FetchHandler = async (url, init) => {
      const { pathname: path } = new URL(url)
      if (init.method === 'DELETE') {
        before = await fetch(url, { ...init, method: 'GET' })
        deleted ??= { path, at: performance.now() }
      } else if (deleted?.path === path && before && performance.now() - deleted.at < 600)
        return before.clone()
      return fetch(url, init)
    }
    const client = place.connect({ fetch: late })
    const [row] = await runChecks(client, {
      checks: CHECKS.filter(({ area, name }) => area === 'posts' && name === 'delete'),
    })
    expect(row).toMatchObject({ result: 'ok' })
    expect(row?.ms).toBeGreaterThan(500)
  })

  test('follows tags without showing one: ok', async () => {
    await using place = await arena()
    const isTag = (method: string, path: string) => method === 'GET' && path.startsWith('/api/v1/tags/')
    const client = place.connect({ fetch: instead(isTag, 404, { error: 'no' }), retry: { limit: 0 } })
    const [row] = await runChecks(client, { checks: named('follow and back') })
    expect(row).toMatchObject({ result: 'ok' })
  })

  test.each(['4.6.0', '4.6.5'])(
    'of %s fails on a repeated idempotency key: named, and ok',
    async (version) => {
      await using place = await arena({ version })
      const [row] = await runChecks(place.client, { checks: named('once for each idempotency key') })
      expect(row).toMatchObject({ result: 'ok', detail: expect.stringContaining('known fault') as string })
    },
  )
})
