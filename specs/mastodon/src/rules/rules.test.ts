import { describe, expect, test } from 'vitest'
import { loadSpec } from '../load.ts'
import { DIR } from '../run.ts'
import { BODY, CAT, drop, GET, LIST, set, tinySpec, type Spoil } from '../tiny.ts'
import { choices } from './choices.ts'
import { dates } from './dates.ts'
import { descriptions } from './descriptions.ts'
import { enums } from './enums.ts'
import { documentedExtensions, extensions } from './extensions.ts'
import { format, type Rule } from './finding.ts'
import { lint } from './index.ts'
import { unused } from './references.ts'
import { root } from './root.ts'
import { shapes } from './shapes.ts'
import { streams } from './streams.ts'

const CASES: [string, Rule, Spoil, RegExp][] = [
  [
    'a property without a description',
    descriptions,
    drop('description', CAT, 'properties', 'id'),
    /needs a description/,
  ],
  ['a schema without a description', descriptions, drop('description', CAT), /a schema needs a description/],
  [
    'a field without a description',
    descriptions,
    drop('description', ...BODY, 'properties', 'name'),
    /a field needs/,
  ],
  [
    'a nested field without a description',
    descriptions,
    drop('description', ...BODY, 'properties', 'food', 'properties', 'kind'),
    /food\.kind: a field needs/,
  ],
  [
    'a parameter without a description',
    descriptions,
    drop('description', ...LIST, 'parameters', 1),
    /a parameter needs/,
  ],
  [
    'a shared parameter without a description',
    descriptions,
    drop('description', 'components/parameters.yaml', 'MinId'),
    /a parameter needs/,
  ],
  [
    'a description that repeats the name',
    descriptions,
    set('description', 'The mood of the cat.'.replace(' of the cat', ''), CAT, 'properties', 'mood'),
    /only repeats the name/,
  ],
  [
    'a description without an end',
    descriptions,
    set('description', 'Key', CAT, 'properties', 'id'),
    /full stop/,
  ],
  [
    'an endless description',
    descriptions,
    set('description', `${'so '.repeat(90)}.`, CAT, 'properties', 'id'),
    /240 are enough/,
  ],
  ['an operation without x-since', dates, drop('x-since', ...GET), /an operation states x-since/],
  ['a schema without x-since', dates, drop('x-since', CAT), /a schema states x-since/],
  [
    'a version that YAML reads as a number',
    dates,
    set('x-since', 4.3, CAT, 'properties', 'nap'),
    /quoted version/,
  ],
  ['a version of two parts', dates, set('x-since', '4.3', ...GET), /quoted version/],
  [
    'a property older than its schema',
    dates,
    set('x-since', '0.9.0', CAT, 'properties', 'id'),
    /older than what encloses it/,
  ],
  ['an end before the beginning', dates, set('x-until', '1.0.0', ...GET), /older than x-since/],
  [
    'a deprecation that is not marked',
    dates,
    drop('deprecated', CAT, 'properties', 'lives'),
    /deprecated: true/,
  ],
  [
    'a dated value that is not listed',
    dates,
    set('x-enum-since', { shy: '2.0.0' }, 'schemas/Mood.yaml'),
    /names shy/,
  ],
  [
    'a value with a bad date',
    dates,
    set('x-enum-since', { angry: 'soon' }, 'schemas/Mood.yaml'),
    /of angry must be/,
  ],
  [
    'a level newer than the document',
    dates,
    set('x-api-version', 4, ...GET),
    /from 1 to that of the root, 3/,
  ],
  [
    'a level of two releases',
    dates,
    (files) => {
      set('x-api-version', 3, ...GET)(files)
      set('x-api-version', 3, ...LIST)(files)
    },
    /level 3 comes with 1\.0\.0 here and 2\.0\.0 elsewhere/,
  ],
  ['an enum that is neither open nor closed', enums, drop('x-open', 'schemas/Mood.yaml'), /declares x-open/],
  ['x-open without an enum', enums, set('x-open', true, CAT), /belongs to an enum/],
  [
    'a schema nobody uses',
    unused,
    (files) => void files.set('schemas/Dog.yaml', {}),
    /Dog\.yaml: schema: the root does not lead/,
  ],
  [
    'two schemas that only know each other',
    unused,
    (files) => {
      files.set('schemas/Dog.yaml', { items: { $ref: 'Bone.yaml' } })
      files.set('schemas/Bone.yaml', { items: { $ref: 'Dog.yaml' } })
    },
    /Bone\.yaml: schema: the root does not lead/,
  ],
  [
    'a shared answer nobody uses',
    unused,
    set('Gone', {}, 'components/responses.yaml'),
    /Gone: the root does not lead/,
  ],
  [
    'a path the root does not list',
    unused,
    set('/api/v1/dogs', {}, 'paths/cats.yaml'),
    /dogs: the root does not lead/,
  ],
  [
    'a reference into nowhere',
    unused,
    set('$ref', 'Dog.yaml', CAT, 'properties', 'mood'),
    /no file schemas\/Dog/,
  ],
  ['an id that is a number', shapes, set('type', 'integer', CAT, 'properties', 'id'), /an id is a string/],
  [
    'ids that are numbers',
    shapes,
    set('dog_ids', { type: 'array', items: { type: 'integer' } }, CAT, 'properties'),
    /an id is a string/,
  ],
  [
    'a language that may be any text',
    shapes,
    set('meow_languages', { type: 'array', items: { type: 'string' } }, CAT, 'properties'),
    /has format language/,
  ],
  ['a schema in snake case', shapes, (files) => void files.set('schemas/big_cat.yaml', {}), /PascalCase/],
  ['a required property that is not there', shapes, set('required', ['tail'], CAT), /required names tail/],
  ['a property without a type', shapes, drop('type', CAT, 'properties', 'id'), /a property says its type/],
  ['a schema without a type', shapes, drop('type', CAT), /a schema says its type/],
  [
    'a parameter without a schema',
    shapes,
    drop('schema', ...LIST, 'parameters', 1),
    /a parameter says its type/,
  ],
  ['properties of what is no object', shapes, set('type', 'string', CAT), /properties needs type object/],
  [
    'items of what is no array',
    shapes,
    set('type', 'string', ...LIST, 'parameters', 1, 'schema'),
    /items needs type array/,
  ],
  ['an enum of numbers', shapes, set('type', 'integer', 'schemas/Mood.yaml'), /enum needs type string/],
  [
    'an object that anything passes for',
    choices,
    set('food', { type: 'object' }, CAT, 'properties'),
    /names its properties/,
  ],
  [
    'a choice between an object and any object',
    choices,
    set('food', { oneOf: [{ $ref: 'Cat.yaml' }, { $ref: 'Error.yaml' }] }, CAT, 'properties'),
    /nothing tells the objects/,
  ],
  [
    'a choice between an object and an empty one that may be the same',
    choices,
    set('food', { oneOf: [{ $ref: 'Error.yaml' }, { type: 'object', maxProperties: 0 }] }, CAT, 'properties'),
    /nothing tells the objects/,
  ],
  ['a group that is not listed', root, set('tags', [], 'openapi.yaml'), /tags must list cats/],
  [
    'a tag nobody has',
    root,
    set(
      'tags',
      [
        { name: 'cats', description: 'C.' },
        { name: 'dogs', description: 'D.' },
      ],
      'openapi.yaml',
    ),
    /no operation has the tag dogs/,
  ],
  [
    'a tag without a description',
    root,
    drop('description', 'openapi.yaml', 'tags', 0),
    /cats needs a description/,
  ],
  [
    'an implied answer of unknown cause',
    root,
    set('x-implied-by', 'chance', 'components/responses.yaml', 'NotFound'),
    /x-implied-by of NotFound must be call, token, path, body/,
  ],
  [
    'an implied answer that no bundle would hold',
    root,
    drop('NotFound', 'openapi.yaml', 'components', 'responses'),
    /components\.responses must name NotFound/,
  ],
  [
    'a scope that cannot be asked for',
    root,
    set('read:fish', { 'x-since': '1.0.0' }, 'scopes.yaml', 'scopes'),
    /lacks the scope read:fish/,
  ],
  [
    'a scope outside the tree',
    root,
    drop('read:dogs', 'scopes.yaml', 'scopes'),
    /scopes\.yaml lacks the scope read:dogs/,
  ],
  [
    'a stream without a description',
    streams,
    drop('description', 'streaming.yaml', 'streams', 'cats'),
    /a stream needs/,
  ],
  [
    'a stream without security',
    streams,
    drop('security', 'streaming.yaml', 'streams', 'cats'),
    /states its security/,
  ],
  [
    'a stream without an operation',
    streams,
    set('path', '/nowhere', 'streaming.yaml', 'streams', 'cats'),
    /not an operation/,
  ],
  ['a stream its operation does not name', streams, drop('x-streams', ...LIST), /must name it in x-streams/],
  ['a stream nobody describes', streams, set('x-streams', ['cats', 'dogs'], ...LIST), /x-streams names dogs/],
  [
    'an event nobody describes',
    streams,
    drop('meow', 'streaming.yaml', 'events'),
    /event meow is not described/,
  ],
  [
    'an event without a description',
    streams,
    drop('description', 'streaming.yaml', 'events', 'meow'),
    /an event needs/,
  ],
  [
    'an event of no known encoding',
    streams,
    set('encoding', 'xml', 'streaming.yaml', 'events', 'meow'),
    /encoding must be/,
  ],
  [
    'an event without its payload',
    streams,
    drop('payload', 'streaming.yaml', 'events', 'meow'),
    /exactly if its encoding/,
  ],
  ['an extension nobody defined', extensions, set('x-sinc', '4.3.0', ...GET), /does not define x-sinc/],
]

describe('every rule fires on', () => {
  test.each(CASES)('%s', (_name, rule, spoil, message) => {
    const before = rule === extensions ? [] : rule(tinySpec())
    expect(before).toEqual([])
    expect(rule(tinySpec(spoil)).map(format).join('\n')).toMatch(message)
  })
})

test('an extension that the README defines and nobody uses is a finding', () => {
  expect(extensions(tinySpec()).map(format).join('\n')).toMatch(
    /README\.md: x-bitmask: the document never uses it/,
  )
  expect(documentedExtensions('| `x-a` | here |\n`x-b`')).toEqual(new Set(['x-a']))
})

test('findings name file, place and rule', () => {
  expect(enums(tinySpec(drop('x-open', 'schemas/Mood.yaml'))).map(format)).toEqual([
    'schemas/Mood.yaml: : an enum declares x-open, true or false. (enum)',
  ])
})

test('the document has no findings', () => {
  expect(lint(loadSpec(DIR)).map(format)).toEqual([])
})
