import { expect, test } from 'vitest'
import { array, map, object, optional, string, validate } from '../wire/index.ts'
import type { Schema } from '../wire/index.ts'
import { dropBadItems } from './bad-items.ts'

const post: Schema<unknown> = object(() => ({ id: string(), tags: optional(array(string())) }))
const page = array(post)

/** What is left of a value. */
function drop<T>(schema: Schema<unknown>, value: T): T {
  dropBadItems(schema, value, 'lenient')
  return value
}

test('the items that do not fit are taken out, in place', () => {
  const value = [{ id: '1' }, { id: 2 }, { id: '3' }, null, 'four']
  expect(drop(page, value)).toBe(value)
  expect(value).toEqual([{ id: '1' }, { id: '3' }])
})

test('an item goes as a whole, whatever is wrong within it, and however much', () => {
  expect(
    drop(page, [
      { id: 1, tags: [1, 2] },
      { id: '2', tags: ['a', 3] },
      { id: '3', tags: ['a'] },
    ]),
  ).toEqual([{ id: '3', tags: ['a'] }])
})

test('a list may be left empty', () => {
  expect(drop(page, [{}, {}])).toEqual([])
})

test('of an answer with several lists each loses its own', () => {
  const search = object(() => ({ posts: page, people: array(post), tags: array(string()) }))
  const value = { posts: [{ id: 1 }, { id: '2' }], people: [{ id: '3' }], tags: ['a', 1, 'b'] }
  expect(drop(search, value)).toEqual({ posts: [{ id: '2' }], people: [{ id: '3' }], tags: ['a', 'b'] })
})

test('of one item the lists in it lose theirs', () => {
  expect(drop(post, { id: '1', tags: ['a', 1] })).toEqual({ id: '1', tags: ['a'] })
})

test('lists in a map lose theirs', () => {
  const value = { a: [{ id: 1 }], 'b.c': [{ id: '2' }, { id: 3 }] }
  expect(drop(map(page), value)).toEqual({ a: [], 'b.c': [{ id: '2' }] })
})

test('what is wrong outside of any list stays as it is', () => {
  const wrapped = object(() => ({ name: string(), posts: page }))
  expect(drop(wrapped, { name: 1, posts: [{ id: '1' }, {}] })).toEqual({ name: 1, posts: [{ id: '1' }] })
  expect(drop(wrapped, { name: 'a', posts: null })).toEqual({ name: 'a', posts: null })
  expect(drop<unknown>(page, { error: 'no list' })).toEqual({ error: 'no list' })
})

test('more bad items go than a validation reports', () => {
  const many = Array.from({ length: 350 }, (_, index) =>
    index % 7 === 0 ? { id: String(index) } : { id: index },
  )
  expect(validate(page, many, 'lenient')).toHaveLength(100)
  expect(drop(page, many)).toHaveLength(50)
})
