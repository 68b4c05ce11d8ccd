import { describe, expect, test } from 'vitest'
import { makePages } from './pages.ts'

interface Page {
  items: number[]
  cursor?: string | undefined
}

/** Serves pages in turn and notes what was asked for. */
function server(...pages: Page[]) {
  const asked: (string | undefined)[] = []
  const walk = (options?: Parameters<typeof makePages>[3]) =>
    makePages<Page, number, string>(
      async (cursor) => {
        asked.push(cursor)
        return pages[asked.length - 1] ?? { items: [] }
      },
      ({ items }) => items,
      ({ cursor }) => cursor,
      options,
    )
  return { asked, walk }
}

describe('a walk', () => {
  test('gives all items, and goes on over an empty page that has a next one', async () => {
    const { asked, walk } = server({ items: [1, 2], cursor: 'a' }, { items: [], cursor: 'b' }, { items: [3] })
    expect(await walk().toArray()).toEqual([1, 2, 3])
    expect(asked).toEqual([undefined, 'a', 'b'])
  })

  test('gives pages', async () => {
    const { walk } = server({ items: [1], cursor: 'a' }, { items: [2] })
    expect(await Array.fromAsync(walk().pages())).toEqual([{ items: [1], cursor: 'a' }, { items: [2] }])
  })

  test('of no items asks for nothing', async () => {
    const { asked, walk } = server({ items: [1] })
    expect(await walk({ maxItems: 0 }).toArray()).toEqual([])
    expect(await Array.fromAsync(walk({ maxItems: 0 }).pages())).toEqual([])
    expect(asked).toEqual([])
  })

  test('asks for nothing that it does not need', async () => {
    const { asked, walk } = server({ items: [1, 2], cursor: 'a' }, { items: [3, 4], cursor: 'b' })
    expect(await walk({ maxItems: 3 }).toArray()).toEqual([1, 2, 3])
    expect(asked).toEqual([undefined, 'a'])
    const exact = server({ items: [1, 2], cursor: 'a' })
    expect(await exact.walk({ maxItems: 2 }).toArray()).toEqual([1, 2])
    expect(await exact.walk({ maxItems: 0 }).toArray()).toEqual([])
    expect(exact.asked).toEqual([undefined])
  })

  test('ends on a cursor that comes again', async () => {
    const { asked, walk } = server(
      { items: [1], cursor: 'a' },
      { items: [2], cursor: 'b' },
      { items: [3], cursor: 'a' },
    )
    expect(await walk().toArray()).toEqual([1, 2, 3])
    expect(asked).toEqual([undefined, 'a', 'b'])
  })

  test('ends with the signal', async () => {
    const controller = new AbortController()
    const { walk } = server({ items: [1], cursor: 'a' }, { items: [2] })
    const seen: number[] = []
    const reading = (async () => {
      for await (const item of walk({ signal: controller.signal })) {
        seen.push(item)
        controller.abort(new Error('enough'))
      }
    })()
    await expect(reading).rejects.toThrow('enough')
    expect(seen).toEqual([1])
  })
})
