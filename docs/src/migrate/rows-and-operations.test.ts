import { expect, test } from 'vitest'
import { parsePage } from '../pages/page.ts'
import { operationOf, requestOfTree } from './operations.ts'
import { rowModule } from './row-module.ts'
import { readRows } from './rows.ts'

const page = parsePage(
  'migrate/a',
  [
    '---',
    'rows: operations',
    '---',
    '| peer | typefed |',
    '| --- | --- |',
    '| `peer.get(id)`, `peer.find(id)` | `client.api.v1.statuses(id).get()` |',
    '| `peer.react(id)` | Only there. |',
    '',
    '| class | when |',
    '| --- | --- |',
    '| `A` | `B` |',
  ].join('\n'),
)

test('rows are those of tables that set something beside ours', () => {
  expect(readRows(page)).toEqual([
    {
      line: 6,
      theirs: ['peer.get(id)', 'peer.find(id)'],
      ours: ['client.api.v1.statuses(id).get()'],
      words: '',
    },
    { line: 7, theirs: ['peer.react(id)'], ours: [], words: 'Only there.' },
  ])
})

test('a row is a function on the line of the table', () => {
  expect(rowModule(page).split('\n')[5]).toContain('6: async (client, { id }) => { return client.api')
})

test('a call of the tree is known by how it is written', () => {
  const request = requestOfTree("client['.well-known'].nodeinfo.get()")
  expect(request).toEqual({ method: 'GET', path: '/.well-known/nodeinfo' })
  const operation = requestOfTree('client.api.v1.statuses(id).favourite.post()')
  expect(operation && operationOf(operation)?.name).toBe('favouriteStatus')
  expect(requestOfTree('sendPost(client)')).toBeUndefined()
})

test('a name goes before a parameter', () => {
  expect(operationOf({ method: 'GET', path: '/api/v1/accounts/lookup' })?.name).toBe('lookupAccount')
  expect(operationOf({ method: 'GET', path: '/api/v1/accounts/1' })?.name).toBe('getAccount')
})
