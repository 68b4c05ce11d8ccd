import { expect, test } from 'vitest'
import { loadDocument } from '../document.ts'
import { collectFacts } from './collect.ts'
import { differences } from './compare.ts'
import { fromTable, keysBySchema, showTable, toTable } from './table.ts'
import type { Recorded } from './types.ts'

const document = loadDocument()

const answer = (given: Partial<Recorded>): Recorded => ({
  operation: 'listLists',
  caller: 'user',
  unknownId: false,
  target: '/api/v1/lists',
  status: 200,
  link: undefined,
  body: [],
  ...given,
})

test('shapes are named by their schemas and say what may be absent or null', () => {
  const body = [
    { id: '1', title: 'a', extra: null },
    { id: '2', title: null },
  ]
  expect(collectFacts(document, [answer({ body })]).get('listLists')).toEqual({
    body: 'array',
    shapes: { List: { extra: 'absent|null', id: 'string', title: 'null|string' } },
  })
})

test('keys that are data are one', () => {
  const translations = { operation: 'getTranslationLanguages', body: { de: ['en'], fr: ['en'] } }
  expect(collectFacts(document, [answer(translations)]).get('getTranslationLanguages')?.shapes).toEqual({
    getTranslationLanguages: { '*': 'array' },
  })
})

test('refusals are told apart by who asks, and about what', () => {
  const facts = collectFacts(document, [
    answer({ operation: 'getList', caller: 'none', status: 401 }),
    answer({ operation: 'getList', unknownId: true, status: 404 }),
    answer({ operation: 'adminGetAccount', caller: 'narrow', status: 403 }),
    // One that anybody may make is not refused for want of a token.
    answer({ operation: 'createToken', caller: 'none', status: 400 }),
    answer({ operation: 'createToken', caller: 'none', status: 200, body: {} }),
  ])
  expect(facts.get('getList')).toEqual({ noToken: 401, unknownId: 404 })
  expect(facts.get('adminGetAccount')).toEqual({ noScope: 403 })
  expect(facts.get('createToken')).not.toHaveProperty('noToken')
})

test('links are compared by what they keep of the request', () => {
  const target = '/api/v1/timelines/tag/a?local=true&any%5B%5D=b&max_id=9'
  const link = '<https://x.example/api/v1/timelines/tag/a?local=true&min_id=3>; rel="prev"'
  const real = collectFacts(document, [answer({ operation: 'getHashtagTimeline', target, link })])
  expect(real.get('getHashtagTimeline')?.links).toEqual({
    keeps: ['local'],
    loses: ['any[]'],
    prev: 'min_id',
  })
  const kind = link.replace('local=true', 'local=true&any%5B%5D=b').replace('min_id', 'since_id')
  const double = collectFacts(document, [answer({ operation: 'getHashtagTimeline', target, link: kind })])
  expect(differences(real.get('getHashtagTimeline')!, double.get('getHashtagTimeline')!, new Map())).toEqual([
    'links keep any[]',
    'prev by since_id, not min_id',
  ])
})

test('a table holds all facts, and differences name each key and kind', () => {
  const real = collectFacts(document, [
    answer({ body: [{ id: '1', title: null }, { id: '1' }] }),
    answer({ operation: 'getList', target: '/api/v1/lists/1', body: { id: '1', title: 'a' } }),
  ])
  const table = toTable(real)
  expect(fromTable(JSON.parse(showTable(table)))).toEqual(real)
  const known = keysBySchema(real.values())
  const double = collectFacts(document, [answer({ body: [{ id: 1, title: 'a', strange: true }] })])
  expect(differences(real.get('listLists')!, double.get('listLists')!, known)).toEqual([
    'List.id is never string',
    'List.title is never absent, null',
    'List.strange is never sent',
  ])
})
