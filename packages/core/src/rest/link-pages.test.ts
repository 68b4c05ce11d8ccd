import { isValidationError } from '../errors/validation-error.ts'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { linkPages, type WalkOptions } from './link-pages.ts'

const SERVER = 'https://server.test'
const FIRST = '/api/v1/timelines/home?limit=2'

beforeAll(() => nock.disableNetConnect())
afterEach(() => nock.cleanAll())
afterAll(() => nock.restore())

/** Serves pages by path; a page is its items and its links. */
function serve(pages: Record<string, [items: number[], links?: Record<string, string>]>) {
  const asked: string[] = []
  for (const [path, [items, links = {}]] of Object.entries(pages)) {
    const link = Object.entries(links).map(([rel, target]) => `<${target}>; rel="${rel}"`)
    nock(SERVER)
      .persist()
      .get(path)
      .reply(200, JSON.stringify(items), link.length > 0 ? { link: link.join(', ') } : {})
  }
  const over = (options?: WalkOptions, offset?: boolean) =>
    linkPages<number[], number>(
      {
        base: SERVER,
        first: FIRST,
        offset,
        async fetchPage(path) {
          asked.push(path)
          const response = await fetch(SERVER + path, { headers: { authorization: 'Bearer secret' } })
          return { body: (await response.json()) as number[], headers: response.headers }
        },
        itemsOf: (body) => body,
      },
      options,
    )
  return { asked, over }
}

describe('a walk', () => {
  test('follows the links with what they say, and an empty page that has one', async () => {
    const { asked, over } = serve({
      [FIRST]: [[9, 8], { next: `${SERVER}/api/v1/timelines/home?max_id=8` }],
      '/api/v1/timelines/home?max_id=8': [[], { next: '?max_id=5' }],
      '/api/v1/timelines/home?max_id=5': [[4]],
    })
    expect(await over().toArray()).toEqual([9, 8, 4])
    expect(asked).toEqual([FIRST, '/api/v1/timelines/home?max_id=8', '/api/v1/timelines/home?max_id=5'])
  })

  test('goes back', async () => {
    const { over } = serve({
      [FIRST]: [[2, 1], { next: '/no', prev: '/x?min_id=2' }],
      '/x?min_id=2': [[4, 3], { previous: '/x?min_id=4' }],
      '/x?min_id=4': [[]],
    })
    expect(await over({ direction: 'prev' }).toArray()).toEqual([2, 1, 4, 3])
  })

  test('gives pages with all that came, and cursors', async () => {
    const { over } = serve({
      [FIRST]: [[2, 1], { next: `${SERVER}/x?max_id=1`, prev: '/x?min_id=2' }],
      '/x?max_id=1': [[]],
    })
    const [page] = await Array.fromAsync(over().pages())
    expect(page).toMatchObject({ items: [2, 1], body: [2, 1], next: '/x?max_id=1', prev: '/x?min_id=2' })
    expect(page?.headers.get('content-type')).not.toBe('')
  })

  test('goes on from a saved cursor', async () => {
    const { asked, over } = serve({
      [FIRST]: [[3, 2], { next: '/x?max_id=2' }],
      '/x?max_id=2': [[1]],
    })
    for await (const page of over().pages()) {
      const cursor = JSON.parse(JSON.stringify(page.next)) as string
      expect(await over({ cursor }).toArray()).toEqual([1])
      break
    }
    expect(asked).toEqual([FIRST, '/x?max_id=2'])
  })

  test.each(['', 'x', 'https://evil.test/x', '//evil.test/x', 'javascript:alert(1)', '/\\evil.test'])(
    'refuses the cursor %j',
    (cursor) => {
      const { asked, over } = serve({})
      expect(() => over({ cursor })).toThrow(expect.toSatisfy(isValidationError))
      expect(asked).toEqual([])
    },
  )

  test('stops at maxItems without asking for more', async () => {
    const { asked, over } = serve({ [FIRST]: [[3, 2], { next: '/x' }], '/x': [[1, 0], { next: '/y' }] })
    expect(await over({ maxItems: 3 }).toArray()).toEqual([3, 2, 1])
    expect(asked).toEqual([FIRST, '/x'])
  })

  test.each([
    ['the same page', { [FIRST]: [[1], { next: FIRST }] }, [1]],
    ['the first page', { [FIRST]: [[1], { next: '/x' }], '/x': [[2], { next: FIRST }] }, [1, 2]],
    [
      'a later page',
      { [FIRST]: [[1], { next: '/x' }], '/x': [[2], { next: '/y' }], '/y': [[3], { next: '/x' }] },
      [1, 2, 3],
    ],
  ] as [string, Parameters<typeof serve>[0], number[]][])(
    'ends where a link repeats %s',
    async (_, pages, items) => {
      expect(await serve(pages).over().toArray()).toEqual(items)
    },
  )

  test('ends where it was begun from a cursor', async () => {
    const { over } = serve({ '/x': [[1], { next: '/y' }], '/y': [[2], { next: '/x' }] })
    expect(await over({ cursor: '/x' }).toArray()).toEqual([1, 2])
  })

  test.each([
    'https://evil.test/x',
    '//evil.test/x',
    'javascript:alert(1)',
    'https://server.test//evil.test/x',
  ])('does not follow %s', async (next) => {
    const { asked, over } = serve({ [FIRST]: [[1], { next }] })
    expect(await over().toArray()).toEqual([1])
    expect(asked).toEqual([FIRST])
  })

  test('ends with the signal', async () => {
    const { asked, over } = serve({ [FIRST]: [[1], { next: '/x' }], '/x': [[2]] })
    const controller = new AbortController()
    const walking = (async () => {
      for await (const _ of over({ signal: controller.signal })) controller.abort(new Error('enough'))
    })()
    await expect(walking).rejects.toThrow('enough')
    expect(asked).toEqual([FIRST])
  })

  test('counts where a server gives no links', async () => {
    const { asked, over } = serve({
      [FIRST]: [[1, 2]],
      [`${FIRST}&offset=2`]: [[3]],
      [`${FIRST}&offset=3`]: [[]],
    })
    expect(await over({}, true).toArray()).toEqual([1, 2, 3])
    expect(asked).toHaveLength(3)
    expect(await over().toArray()).toEqual([1, 2])
  })

  test('stops counting where a server gives the same page again', async () => {
    const { over } = serve({
      [FIRST]: [[1, 2]],
      [`${FIRST}&offset=2`]: [[1, 2]],
      [`${FIRST}&offset=4`]: [[1, 2]],
    })
    expect(await over({}, true).toArray()).toEqual([1, 2, 1, 2])
  })
})
