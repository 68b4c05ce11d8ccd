import { describe, expect, test } from 'vitest'
import { at, BODY, drop, GET, LIST, POST, set, tinySpec, type Spoil } from '../tiny.ts'
import { format } from './finding.ts'
import { operations } from './operations.ts'

const CASES: [string, Spoil, RegExp][] = [
  ['an operationId without a verb', set('operationId', 'catOfId', ...GET), /begin with a verb/],
  ['an operationId in snake case', set('operationId', 'get_cat', ...GET), /lowerCamelCase/],
  ['an operationId used twice', set('operationId', 'getCat', ...LIST), /is taken by GET/],
  ['an operation without a summary', drop('summary', ...GET), /needs a summary/],
  ['a summary with a full stop', set('summary', 'Get a cat.', ...GET), /without a full stop/],
  ['an endless summary', set('summary', 'so '.repeat(40) + 'it is', ...GET), /110 are enough/],
  ['an operation without x-pagination', drop('x-pagination', ...GET), /x-pagination must be/],
  ['link pagination without the header', drop('headers', ...LIST, 'responses', '200'), /Link header/],
  ['a Link header without pagination', set('x-pagination', 'none', ...LIST), /cannot be none/],
  ['a tag that is not the file', set('tags', ['dogs'], ...GET), /tags must be \[cats\]/],
  ['an operation without security', drop('security', ...GET), /states its security/],
  ['a scope nobody defined', set('security', [{ user: ['read:fish'] }], ...GET), /read:fish is not in/],
  ['a scheme nobody defined', set('security', [{ basic: [] }], ...GET), /basic is not user or app/],
  ['an undeclared path parameter', drop('parameters', 'paths/cats.yaml', GET[1]), /id is not declared/],
  ['a path parameter too many', set('name', 'cat', 'paths/cats.yaml', GET[1], 'parameters', 0), /no \{cat\}/],
  ['x-encoding without a file', set('x-encoding', 'multipart', ...POST), /needs a file/],
  [
    'a file in a body that is JSON only',
    set('photo', { type: 'string', format: 'binary' }, ...BODY, 'properties'),
    /is application\/json or multipart\/form-data/,
  ],
  [
    'a file that is needed in a body that may be JSON',
    set('name', { type: 'string', format: 'binary' }, ...BODY, 'properties'),
    /is multipart\/form-data/,
  ],
  [
    'a form with other fields than the JSON beside it',
    (files) => {
      set('photo', { type: 'string', format: 'binary' }, ...BODY, 'properties')(files)
      set('multipart/form-data', { schema: { type: 'object' } }, ...POST, 'requestBody', 'content')(files)
    },
    /the same fields as JSON/,
  ],
  [
    'a body without a file that may be a form',
    set('multipart/form-data', {}, ...POST, 'requestBody', 'content'),
    /is application\/json\./,
  ],
  ['an array that is not bracketed', set('name', 'id', ...LIST, 'parameters', 1), /name ends in \[\]/],
  ['a replacement that is not there', set('x-replaced-by', 'getDog', ...GET), /neither an operation/],
  ['no successful answer', drop('200', ...GET, 'responses'), /successful answer/],
  [
    'an answer that every operation with a path gives',
    (files) =>
      void (at(files, ...GET, 'responses')['404'] = { $ref: '../components/responses.yaml#/NotFound' }),
    /404 follows from x-implied-by of NotFound/,
  ],
  [
    'a redirection to nowhere',
    set('302', { description: 'Elsewhere.' }, ...GET, 'responses'),
    /302 must declare the Location/,
  ],
  [
    'a path parameter that may be missing',
    drop('required', 'paths/cats.yaml', GET[1], 'parameters', 0),
    /required: true/,
  ],
  [
    'a body that may be missing though a field may not',
    drop('required', ...POST, 'requestBody'),
    /exactly if one/,
  ],
  [
    'an answer under another code',
    (files) =>
      void (at(files, ...GET, 'responses')['410'] = { $ref: '../components/responses.yaml#/NotFound' }),
    /410 is written for 404/,
  ],
]

describe('the rules on operations fire on', () => {
  test.each(CASES)('%s', (_name, spoil, message) => {
    expect(operations(tinySpec())).toEqual([])
    expect(operations(tinySpec(spoil)).map(format).join('\n')).toMatch(message)
  })
})
