import { describe, expect, test } from 'vitest'
import { getTimeline } from './generated/lexicons/app.bsky.feed.getTimeline.ts'
import { paginate } from './paginate.ts'
import { XrpcClient } from './xrpc-client.ts'

/** A client whose server answers with these pages in turn, and the cursors that it was asked for. */
function clientOf(...pages: object[]) {
  const asked: (string | null)[] = []
  const client = new XrpcClient({
    service: 'https://server.test',
    validate: 'off',
    fetch: async (url) => {
      asked.push(new URL(url).searchParams.get('cursor'))
      return Response.json(pages[asked.length - 1] ?? { feed: ['more'], cursor: 'more' })
    },
  })
  const walk = (params: { cursor?: string } = {}) => paginate(client, getTimeline, params).toArray()
  return { client, walk, asked }
}

describe('a walk over a query', () => {
  test.each([
    ['missing', {}],
    ['null', { cursor: null }],
    ['empty', { cursor: '' }],
  ])('ends where the cursor is %s', async (_, end) => {
    const { walk, asked } = clientOf({ feed: ['a'], cursor: 'x' }, { feed: ['b'], ...end })
    expect(await walk()).toEqual(['a', 'b'])
    expect(asked).toEqual([null, 'x'])
  })

  test('ends where a cursor comes again, that of the beginning too', async () => {
    const again = clientOf({ feed: ['a'], cursor: 'x' }, { feed: ['b'], cursor: 'x' })
    expect(await again.walk()).toEqual(['a', 'b'])
    const first = clientOf({ feed: ['a'], cursor: 'x' }, { feed: ['b'], cursor: 'start' })
    expect(await first.walk({ cursor: 'start' })).toEqual(['a', 'b'])
    expect(first.asked).toEqual(['start', 'x'])
    const stuck = clientOf({ feed: ['a'], cursor: 'start' })
    expect(await stuck.walk({ cursor: 'start' })).toEqual(['a'])
  })

  test('goes on over an empty page, ends after maxItems, and with its signal', async () => {
    const pages = [
      { feed: [], cursor: 'x' },
      { feed: ['a', 'b'], cursor: 'y' },
    ]
    const some = clientOf(...pages)
    expect(await paginate(some.client, getTimeline, {}, { maxItems: 1 }).toArray()).toEqual(['a'])
    expect(some.asked).toEqual([null, 'x'])

    const { client, asked } = clientOf(...pages)
    const controller = new AbortController()
    const reading = async () => {
      const walk = paginate(client, getTimeline, {}, { signal: controller.signal }).pages()
      for await (const _ of walk) controller.abort(new Error('enough'))
    }
    await expect(reading()).rejects.toThrow('enough')
    expect(asked).toEqual([null])
  })
})
