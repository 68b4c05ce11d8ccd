import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDocument } from './document.ts'
import { type MastodonSandbox, startMastodonSandbox } from './index.ts'
import { caller, closeSound, ids, linkTo } from './testing.ts'

let sandbox: MastodonSandbox
let all: string[]
let blocked = 0

beforeAll(async () => {
  sandbox = await startMastodonSandbox()
  all = sandbox.seedTimeline({ statuses: 45 }).ids
})

afterAll(() => closeSound(sandbox))

/** Ids on all the pages from an address on. */
async function walk(start: string, rel: 'next' | 'prev'): Promise<string[][]> {
  const pages: string[][] = []
  let address: string | undefined = start
  while (address) {
    const { list, headers } = await caller(sandbox).get(address)
    if (list.length === 0) break
    pages.push(ids(list))
    address = linkTo(rel, headers)
  }
  return pages
}

describe('Link', () => {
  test('leads through a timeline to the end', async () => {
    const pages = await walk('/api/v1/timelines/home?limit=10', 'next')
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 10, 10, 5])
    expect(pages.flat()).toEqual(all)
  })

  test('leads back to the newest', async () => {
    const oldest = all.at(-1)
    const pages = await walk(`/api/v1/timelines/home?limit=20&min_id=${oldest}`, 'prev')
    expect(pages.toReversed().flat()).toEqual(all.slice(0, -1))
  })

  test.each([
    [
      '/api/v1/timelines/tag/sandbox',
      'limit=5&local=true',
      'any[]=other&none[]=nothing&remote=false',
      'min_id',
    ],
    ['/api/v1/timelines/home', 'limit=5', 'since_id=1', 'min_id'],
    ['/api/v1/blocks', 'limit=1', '', 'since_id'],
    ['/api/v1/admin/accounts', 'active=true&limit=1', '', 'min_id'],
    ['/api/v2/admin/accounts', 'limit=1&origin=local', 'role_ids[]=1', 'min_id'],
  ])('of %s keeps %s and loses %s', async (path, kept, lost, key) => {
    const user = sandbox.createUser(`blocked${++blocked}`)
    await caller(sandbox).post(`/api/v1/accounts/${user.id}/block`)
    const { headers } = await caller(sandbox).get(`${path}?${kept}&${lost}`)
    const query = (rel: 'next' | 'prev') => {
      const link = new URL(linkTo(rel, headers) ?? '')
      expect(link.origin + link.pathname).toBe(sandbox.url + path)
      return [...link.searchParams.keys()]
    }
    const names = [...new URLSearchParams(kept).keys()]
    expect(query('next')).toEqual([...names, 'max_id'].toSorted())
    expect(query('prev')).toEqual([...names, key].toSorted())
  })

  test('of admin trends leads to the public ones', async () => {
    const { headers } = await caller(sandbox).get('/api/v1/admin/trends/statuses?limit=1')
    expect(linkTo('next', headers)).toBe(`${sandbox.url}/api/v1/trends/statuses?limit=1&offset=1`)
  })

  test('stands on the last page of a timeline too, and not on an empty one', async () => {
    const { headers } = await caller(sandbox).get(`/api/v1/timelines/home?max_id=${all.at(-2)}`)
    expect(linkTo('next', headers)).toContain(`max_id=${all.at(-1)}`)
    const empty = await caller(sandbox).get(`/api/v1/timelines/home?max_id=${all.at(-1)}`)
    expect(empty.headers.get('link')).toBeNull()
  })

  test('tells since_id from min_id', async () => {
    const middle = all[30]
    const since = await caller(sandbox).get(`/api/v1/timelines/home?limit=5&since_id=${middle}`)
    const min = await caller(sandbox).get(`/api/v1/timelines/home?limit=5&min_id=${middle}`)
    expect(ids(since.list)).toEqual(all.slice(0, 5))
    expect(ids(min.list)).toEqual(all.slice(25, 30))
  })

  test('pages by ties where results have no order of their own', async () => {
    const { id } = sandbox.createUser('famous')
    const fans = Array.from({ length: 5 }, (_, index) => sandbox.createUser(`fan${index}`))
    for (const fan of fans) await caller(sandbox, fan.token).post(`/api/v1/accounts/${id}/follow`)
    const pages = await walk(`/api/v1/accounts/${id}/followers?limit=2`, 'next')
    expect(pages.flat()).toEqual(fans.map((fan) => fan.id).toReversed())
  })
})

describe('a limit', () => {
  test('is lowered without complaint', async () => {
    const { list, status } = await caller(sandbox).get('/api/v1/timelines/home?limit=500')
    expect(status).toBe(200)
    expect(list).toHaveLength(40)
  })

  test('is what the document says if none is given', async () => {
    expect((await caller(sandbox).get('/api/v1/timelines/home')).list).toHaveLength(20)
  })

  test('can be set for the whole sandbox', async () => {
    await using small = await startMastodonSandbox({ pageSize: 3 })
    small.seedTimeline({ statuses: 5 })
    expect((await caller(small).get('/api/v1/timelines/home')).list).toHaveLength(3)
  })
})

describe('every list', () => {
  const lists = [...loadDocument().operations.values()].filter(
    ({ pagination, method, since, until }) =>
      pagination !== 'none' && method === 'GET' && !until && since !== 'unknown',
  )

  test.each(lists.map(({ id, pagination, answers }) => [id, pagination, answers] as const))(
    '%s (%s) links exactly where the document says',
    async (id, pagination, answers) => {
      const declared = answers.some(({ status, headers }) => status === 200 && headers.includes('Link'))
      const { target } = sandbox.exampleCall(id)
      const { headers, status } = await caller(sandbox).get(target)
      expect(status).toBe(200)
      if (!declared) expect(headers.get('link')).toBeNull()
      else if (pagination === 'offset') expect(headers.get('link')).toContain('offset=2')
      else expect(headers.get('link')).toMatch(/[?&]max_id=.+rel="next", .+rel="prev"/)
    },
  )

  test('of what is made up can be walked too', async () => {
    const pages = await walk('/api/v1/admin/ip_blocks?limit=2', 'next')
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1])
    expect(pages.flat()).toEqual(pages.flat().toSorted((a, b) => Number(b) - Number(a)))
    expect(new Set(pages.flat()).size).toBe(5)
  })

  test('with an offset skips that many', async () => {
    const { list, headers } = await caller(sandbox).get('/api/v1/trends/statuses?limit=5&offset=10')
    expect(list).toHaveLength(5)
    expect(linkTo('next', headers)).toContain('offset=15')
    expect(linkTo('prev', headers)).toContain('offset=5')
  })
})
