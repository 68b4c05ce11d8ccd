import { describe, expect, test } from 'vitest'
import { at, BODY, CAT, drop, GET, LIST, POST, set, tinySpec, type Spoil } from '../tiny.ts'
import { FACTS } from '../tiny-facts.ts'
import { compare, compareLines, type Difference } from './compare-lines.ts'
import { judge, parseDeviations } from './deviations.ts'

function differences(spoil?: Spoil): string[] {
  return compare(tinySpec(spoil), FACTS, {}).differences.map(
    ({ at: key, fact, here }) => `${key}: ${fact} -> ${here}`,
  )
}

test('a document that agrees with the tables has no differences', () => {
  expect(differences()).toEqual([])
})

test('an implied answer that the tables do not name is no difference', () => {
  expect(differences(set('x-implied-by', 'call', 'components/responses.yaml', 'NotFound'))).toEqual([])
})

const CORRUPTIONS: [string, Spoil, string[]][] = [
  [
    'a lost operation',
    drop('post', 'paths/cats.yaml', '/api/v1/cats'),
    ['POST /api/v1/cats: present -> (nothing)'],
  ],
  [
    'another verb',
    (files) => {
      const item = at(files, 'paths/cats.yaml', '/api/v1/cats/{id}')
      item.put = item.get
      delete item.get
    },
    ['GET /api/v1/cats/{}: present -> (nothing)', 'PUT /api/v1/cats/{}: (nothing) -> present'],
  ],
  [
    'a renamed path parameter',
    (files) => {
      const root = at(files, 'openapi.yaml', 'paths')
      const paths = at(files, 'paths/cats.yaml')
      delete root['/api/v1/cats/{id}']
      root['/api/v1/cats/{cat}'] = { $ref: 'paths/cats.yaml#/~1api~1v1~1cats~1{cat}' }
      paths['/api/v1/cats/{cat}'] = paths['/api/v1/cats/{id}']
      at(files, 'paths/cats.yaml', '/api/v1/cats/{cat}', 'parameters', 0).name = 'cat'
    },
    ['GET /api/v1/cats/{} path 1: id -> cat'],
  ],
  [
    'a path parameter of another type',
    set('schema', { type: 'integer' }, 'paths/cats.yaml', GET[1], 'parameters', 0),
    ['GET /api/v1/cats/{} path 1 type: string -> integer'],
  ],
  [
    'a lost query parameter',
    (files) => void (at(files, ...LIST).parameters = []),
    [
      'GET /api/v1/cats query id: present -> (nothing)',
      'GET /api/v1/cats query min_id: present -> (nothing)',
    ],
  ],
  [
    'an array made single',
    set('schema', { type: 'string' }, ...LIST, 'parameters', 1),
    ['GET /api/v1/cats query id type: array<string> -> string'],
  ],
  [
    'a lost nested field',
    drop('kind', ...BODY, 'properties', 'food', 'properties'),
    ['POST /api/v1/cats form food.kind: present -> (nothing)'],
  ],
  [
    'a field of another type',
    set('type', 'integer', ...BODY, 'properties', 'name'),
    ['POST /api/v1/cats form name type: string -> integer'],
  ],
  [
    'a field no longer required',
    set('required', [], ...BODY),
    ['POST /api/v1/cats form name required: true -> (nothing)'],
  ],
  [
    'a level that the tables do not have',
    set('x-api-version', 3, ...BODY, 'properties', 'name'),
    ['POST /api/v1/cats form name api version: (nothing) -> 3'],
  ],
  [
    'another limit',
    set('maxLength', 50, ...BODY, 'properties', 'name'),
    ['POST /api/v1/cats form name maxLength: 40 -> 50'],
  ],
  [
    'another version of an operation',
    set('x-since', '2.1.0', ...GET),
    ['GET /api/v1/cats/{} since: 2.0.0 -> 2.1.0'],
  ],
  [
    'another version of a shared parameter',
    set('x-since', '1.6.0', 'components/parameters.yaml', 'MinId'),
    ['GET /api/v1/cats query min_id since: 1.5.0 -> 1.6.0'],
  ],
  [
    'another version of a field',
    drop('x-since', CAT, 'properties', 'nap'),
    ['schema Cat.nap since: 2.0.0 -> 1.0.0'],
  ],
  [
    'another scope',
    set('security', [{ user: ['read:dogs'] }], ...GET),
    ['GET /api/v1/cats/{} scopes: read:cats -> read:dogs'],
  ],
  [
    'all scopes instead of any',
    set('security', [{ user: ['read:cats', 'read:dogs'] }], ...POST),
    ['POST /api/v1/cats scope mode: any -> all'],
  ],
  [
    'an optional token',
    set('security', [{}, { user: ['read:cats'] }], ...GET),
    ['GET /api/v1/cats/{} auth: user -> optional user'],
  ],
  [
    'other permissions',
    set('x-permissions', ['manage_users'], ...GET),
    ['GET /api/v1/cats/{} permissions: (nothing) -> manage_users'],
  ],
  [
    'other pagination',
    set('x-pagination', 'offset', ...LIST),
    ['GET /api/v1/cats pagination: link -> offset'],
  ],
  ['a deprecation', set('deprecated', true, ...GET), ['GET /api/v1/cats/{} deprecated: (nothing) -> true']],
  ['a removal', set('x-until', '3.0.0', ...GET), ['GET /api/v1/cats/{} until: (nothing) -> 3.0.0']],
  [
    'another answer',
    set(
      'schema',
      { $ref: '../schemas/Cat.yaml' },
      ...LIST,
      'responses',
      '200',
      'content',
      'application/json',
    ),
    ['GET /api/v1/cats answer 200: array<ref Cat> -> ref Cat'],
  ],
  [
    'a lost status code',
    drop('x-implied-by', 'components/responses.yaml', 'NotFound'),
    ['GET /api/v1/cats/{} answer 404: ref Error -> (nothing)'],
  ],
  ['a lost field', drop('nap', CAT, 'properties'), ['schema Cat.nap: present -> (nothing)']],
  [
    'a field no longer nullable',
    set('type', 'string', CAT, 'properties', 'nap'),
    ['schema Cat.nap nullable: true -> (nothing)'],
  ],
  [
    'a field no longer optional',
    set('required', ['id', 'mood', 'nap'], CAT),
    ['schema Cat.nap optional: true -> (nothing)'],
  ],
  [
    'a lost enum value',
    set('enum', ['happy'], 'schemas/Mood.yaml'),
    ['schema Cat.mood values: angry | happy -> happy'],
  ],
  [
    'another version of a value',
    set('x-enum-since', { angry: '2.1.0' }, 'schemas/Mood.yaml'),
    ['schema Cat.mood values since: angry=2.0.0 -> angry=2.1.0'],
  ],
  [
    'a lost event',
    set('events', [], 'streaming.yaml', 'streams', 'cats'),
    ['GET /api/v1/cats events: meow -> (nothing)', 'stream cats events: meow -> (nothing)'],
  ],
  [
    'another payload',
    set('payload', { type: 'string' }, 'streaming.yaml', 'events', 'meow'),
    ['event meow payload: ref Cat -> string'],
  ],
  [
    'a lost grant',
    set('grants', ['read:cats'], 'scopes.yaml', 'scopes', 'read'),
    ['scope read grants: read:cats | read:dogs -> read:cats'],
  ],
]

describe('the comparison reports', () => {
  test.each(CORRUPTIONS)('%s', (_name, spoil, expected) => {
    expect(differences(spoil)).toEqual(expected)
  })
})

test('what is missing as a whole is one difference and not one for each of its lines', () => {
  const facts = new Map([
    ['GET /a', 'present'],
    ['GET /a since', '1.0.0'],
    ['GET /ab', 'present'],
  ])
  const here = new Map([['GET /ab', 'present']])
  expect(compareLines(facts, here).map((difference) => difference.at)).toEqual(['GET /a'])
})

describe('deviations', () => {
  const difference: Difference = { at: 'GET /a since', fact: '1.0.0', here: '2.0.0' }
  const reason = 'The changelog of 2.0.0 introduces it.'
  const yaml = (line: string): string => `corrected:\n  - reason: ${reason}\n    lines:\n      ${line}\n`

  test('explain the very difference they name', () => {
    const verdict = judge([difference], parseDeviations(yaml('GET /a since: 1.0.0 -> 2.0.0')))
    expect(verdict).toEqual({ unexplained: [], unused: [] })
  })

  test('do not explain another change at the same place', () => {
    const verdict = judge([difference], parseDeviations(yaml('GET /a since: 1.0.0 -> 3.0.0')))
    expect(verdict).toEqual({ unexplained: [difference], unused: ['GET /a since'] })
  })

  test('are an error when there is no such difference', () => {
    expect(judge([], parseDeviations(yaml('GET /a since: 1.0.0 -> 2.0.0'))).unused).toEqual(['GET /a since'])
  })

  test('need a reason and lines, and explain a line once', () => {
    expect(() => parseDeviations('added:\n  - lines:\n      GET /a: x -> y\n')).toThrow(
      /GET \/a needs a reason/,
    )
    expect(() => parseDeviations(`added:\n  - reason: ${reason}\n`)).toThrow(/names the lines/)
    const twice = yaml('GET /a: x -> y') + yaml('GET /a: x -> y').replace('corrected', 'added')
    expect(() => parseDeviations(twice)).toThrow(/explained twice/)
  })
})
