import { isValidationError } from '../errors/validation-error.ts'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../client/endpoint.ts'
import { array, integer } from '../wire/index.ts'
import { linkPages, type WalkClient } from './link-pages.ts'
import { countedEndpoint, linkedEndpoint } from './operation.ts'

const SERVER = 'https://server.test'
const PATH = '/api/v1/timelines/home'
const FIRST = `${PATH}?limit=2`
const output = array(integer())
const LINKED = linkedEndpoint('getHomeTimeline', `GET ${PATH}`, { output })
const COUNTED = countedEndpoint('listTrends', `GET ${PATH}`, { output })

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

type WalkOptions = Parameters<typeof linkPages>[2]

type Served = Record<string, [items: number[], links?: Record<string, string>]>

/** Serves pages by the parameters after `limit=2`; a page is its items and its links. */
function serve(pages: Served, { first = FIRST, endpoint = LINKED as Endpoint } = {}) {
  const asked: string[] = []
  const warnings: string[] = []
  for (const [query, [items, links = {}]] of Object.entries(pages)) {
    const link = Object.entries(links).map(([rel, target]) => `<${target}>; rel="${rel}"`)
    nock(SERVER)
      .persist()
      .get(first + query)
      .reply(200, JSON.stringify(items), link.length > 0 ? { link: link.join(', ') } : {})
  }
  const client: WalkClient = {
    origin: SERVER,
    basePath: '',
    report: ({ message }) => warnings.push(message),
    async send(_, __, path = '') {
      asked.push(path.slice(first.length))
      const response = await fetch(SERVER + path, { headers: { authorization: 'Bearer secret' } })
      const { status, headers, url } = response
      return { data: await response.json(), status, headers, url, requestId: undefined }
    },
  }
  const over = (args: WalkOptions = {}) =>
    linkPages<number[], number>(client, { ...endpoint, path: first }, args)
  return { asked, over, warnings }
}

describe('a walk', () => {
  test('takes the position from the links, and goes over an empty page that has one', async () => {
    const { asked, over, warnings } = serve({
      '': [[9, 8], { next: `${SERVER}${PATH}?max_id=8` }],
      '&max_id=8': [[], { next: '?max_id=5' }],
      '&max_id=5': [[4]],
    })
    expect(await over().toArray()).toEqual([9, 8, 4])
    expect(asked).toEqual(['', '&max_id=8', '&max_id=5'])
    expect(warnings).toEqual([])
  })

  test.each([
    'https://evil.test/x?max_id=8',
    '//evil.test/x?max_id=8&limit=1',
    'http://server.test:3000/elsewhere?max_id=8&access_token=secret',
  ])('follows %s on its own path alone', async (next) => {
    const { asked, over, warnings } = serve({ '': [[9], { next }], '&max_id=8': [[7]] })
    expect(await over().toArray()).toEqual([9, 7])
    expect(asked).toEqual(['', '&max_id=8'])
    expect(warnings).toEqual([])
  })

  test('keeps what the caller gave, lists too, and takes what the caller did not say', async () => {
    const first = `${PATH}?none=a&none=b&since_id=3`
    const { asked, over } = serve(
      { '': [[9], { next: '?max_id=9&none=b&local=false' }], '&max_id=9&local=false': [[8]] },
      { first },
    )
    expect(await over().toArray()).toEqual([9, 8])
    expect(asked).toHaveLength(2)
  })

  test('goes back', async () => {
    const { over } = serve({
      '': [[2, 1], { next: '?max_id=1', prev: '?min_id=2' }],
      '&min_id=2': [[4, 3], { previous: '?min_id=4' }],
      '&min_id=4': [[]],
    })
    expect(await over({ direction: 'prev' }).toArray()).toEqual([2, 1, 4, 3])
  })

  test('goes back beyond the max_id that it began below', async () => {
    const { over } = serve({ '': [[2], { prev: '?min_id=2' }] }, { first: `${PATH}?max_id=3` })
    nock(SERVER).get(`${PATH}?min_id=2`).reply(200, '[3]')
    expect(await over({ direction: 'prev' }).toArray()).toEqual([2, 3])
  })

  test('that begins with min_id goes upwards, and keeps the bound above', async () => {
    const first = `${PATH}?min_id=2&max_id=9`
    const { over } = serve({ '': [[4, 3], { next: '?max_id=3', prev: '?min_id=4' }] }, { first })
    nock(SERVER).persist().get(`${PATH}?max_id=9&min_id=4`).reply(200, '[]')
    nock(SERVER).persist().get(`${PATH}?min_id=2&max_id=3`).reply(200, '[]')
    expect(await over().toArray()).toEqual([4, 3])
    const [page, after] = await Array.fromAsync(over({ direction: 'next' }).pages())
    expect([page?.prev, page?.next]).toEqual([`${PATH}?max_id=9&min_id=4`, `${PATH}?min_id=2&max_id=3`])
    expect(after?.items).toEqual([])
  })

  test('gives pages with all that came, and cursors', async () => {
    const { over } = serve({ '': [[2, 1], { next: '/x?max_id=1', prev: '/x?min_id=2' }], '&max_id=1': [[]] })
    const [page] = await Array.fromAsync(over().pages())
    const [next, prev] = [`${FIRST}&max_id=1`, `${FIRST}&min_id=2`]
    expect(page).toMatchObject({ items: [2, 1], body: [2, 1], next, prev })
    expect(page?.headers.get('content-type')).not.toBe('')
  })

  test('goes on from a saved cursor', async () => {
    const { asked, over } = serve({ '': [[3, 2], { next: '?max_id=2' }], '&max_id=2': [[1]] })
    for await (const page of over().pages()) {
      const cursor = JSON.parse(JSON.stringify(page.next)) as string
      expect(await over({ cursor }).toArray()).toEqual([1])
      break
    }
    expect(asked).toEqual(['', '&max_id=2'])
  })

  test.each(['', 'x', 'https://evil.test/x', '//evil.test/x', 'javascript:alert(1)', '/\\evil.test'])(
    'refuses the cursor %j',
    (cursor) => {
      const { asked, over } = serve({})
      expect(() => over({ cursor })).toThrow(expect.toSatisfy(isValidationError))
      expect(asked).toEqual([])
    },
  )

  test('stops at maxItems without asking or reporting more', async () => {
    const { asked, over, warnings } = serve({
      '': [[3, 2], { next: '?page=2' }],
      '&page=2': [[1, 0], { next: '/no-position' }],
    })
    expect(await over({ maxItems: 3 }).toArray()).toEqual([3, 2, 1])
    expect(asked).toEqual(['', '&page=2'])
    expect(warnings).toEqual([])
  })

  test('ends with the signal', async () => {
    const { asked, over } = serve({ '': [[1], { next: '?page=2' }], '&page=2': [[2]] })
    const controller = new AbortController()
    const walking = (async () => {
      for await (const _ of over({ signal: controller.signal })) controller.abort(new Error('enough'))
    })()
    await expect(walking).rejects.toThrow('enough')
    expect(asked).toEqual([''])
  })
})

describe('a walk ends with a report', () => {
  test.each<[name: string, pages: Served, items: number[]]>([
    ['at a link without a position', { '': [[1], { next: FIRST }] }, [1]],
    ['at a link that is no address', { '': [[1], { next: 'http://[?max_id=1' }] }, [1]],
    [
      'at a link that was followed before',
      {
        '': [[1], { next: '?page=1' }],
        '&page=1': [[2], { next: '?page=2' }],
        '&page=2': [[3], { next: '?page=1' }],
      },
      [1, 2, 3],
    ],
    [
      'at a second empty page in a row',
      {
        '': [[1], { next: '?max_id=1' }],
        '&max_id=1': [[], { next: '?max_id=2' }],
        '&max_id=2': [[], { next: '?max_id=3' }],
      },
      [1],
    ],
    [
      'at a page with nothing but items of the page before',
      { '': [[1, 2], { next: '?page=2' }], '&page=2': [[2, 1], { next: '?page=3' }] },
      [1, 2],
    ],
  ])('%s', async (_, pages, items) => {
    const { over, warnings } = serve(pages)
    expect(await over().toArray()).toEqual(items)
    expect(warnings).toHaveLength(1)
  })

  test('where back may leave a gap, once', async () => {
    const { over, warnings } = serve({
      '': [[1], { prev: '?since_id=1' }],
      '&since_id=1': [[9, 8], { prev: '?since_id=9' }],
      '&since_id=9': [[20], { prev: '?since_id=20' }],
      '&since_id=20': [[]],
    })
    expect(await over({ direction: 'prev' }).toArray()).toEqual([1, 9, 8, 20])
    expect(warnings).toEqual([expect.stringContaining('gap')])
  })
})

describe('a walk without links', () => {
  const byId = { ...LINKED, cursor: 'id' } as const
  const identified = (ids: number[]) => ids.map((id) => ({ id: String(id) })) as unknown as number[]

  test('goes by the id of the last item, by option', async () => {
    const { over } = serve(
      { '': [identified([9, 8])], '&max_id=8': [identified([7])], '&max_id=7': [[]] },
      { endpoint: byId },
    )
    expect(await over({ byItemId: true }).toArray()).toEqual(identified([9, 8, 7]))
    expect(await over().toArray()).toEqual(identified([9, 8]))
  })

  test('refuses the option where pages have other positions', () => {
    expect(() => serve({}).over({ byItemId: true })).toThrow(expect.toSatisfy(isValidationError))
  })

  test('counts', async () => {
    const { asked, over } = serve(
      { '': [[1, 2]], '&offset=2': [[3]], '&offset=3': [[]] },
      { endpoint: COUNTED },
    )
    expect(await over().toArray()).toEqual([1, 2, 3])
    expect(asked).toHaveLength(3)
  })

  test('stops counting where a server gives the same page again', async () => {
    const { over, warnings } = serve({ '': [[1, 2]], '&offset=2': [[1, 2]] }, { endpoint: COUNTED })
    expect(await over().toArray()).toEqual([1, 2])
    expect(warnings).toHaveLength(1)
  })
})

describe('a walk that counts', () => {
  test('goes as far as a link, and past one that is missing or too near', async () => {
    const { over } = serve(
      {
        '': [[1, 2], { next: '?offset=1' }],
        '&offset=2': [[3], { next: '?offset=4' }],
        '&offset=4': [[5, 6], { prev: '?offset=-38' }],
        '&offset=6': [[]],
      },
      { endpoint: COUNTED },
    )
    expect(await over().toArray()).toEqual([1, 2, 3, 5, 6])
  })

  test('goes back to the beginning without an overlap', async () => {
    const first = `${PATH}?limit=2&offset=3`
    const { over } = serve({ '': [[4, 5]] }, { first, endpoint: COUNTED })
    nock(SERVER).get(`${PATH}?limit=2&offset=1`).reply(200, '[2,3]')
    nock(SERVER).get(`${PATH}?limit=1&offset=0`).reply(200, '[1]')
    expect(await over({ direction: 'prev' }).toArray()).toEqual([4, 5, 2, 3, 1])
  })
})
