import { describe, expect, it } from 'vitest'
import { lexicon, problemsOf } from '../../test/support/lexicons.ts'

const ID = 'com.example.thing'

function withMain(main: unknown): object {
  return lexicon(ID, { main })
}

function withProperty(property: unknown): object {
  return withMain({ type: 'object', properties: { field: property } })
}

const rows: [name: string, row: { given: unknown; want: string[] }][] = [
  [
    'a document that is no object',
    { given: [], want: ['document 0: expected an object with lexicon, id and defs'] },
  ],
  [
    'a document without an id',
    {
      given: { lexicon: 1, defs: {} },
      want: ['document 0: id: expected the name of the document, such as "com.example.thing"'],
    },
  ],
  ['an id that is no NSID', { given: lexicon('thing', {}), want: ['thing.json: id: must be a valid NSID'] }],
  [
    'another version of the language',
    { given: { lexicon: 2, id: ID, defs: {} }, want: [`${ID}.json: lexicon: expected 1, got 2`] },
  ],
  [
    'a document without definitions',
    { given: { lexicon: 1, id: ID }, want: [`${ID}.json: defs: expected object, got nothing`] },
  ],
  [
    'an unknown attribute of a document',
    {
      given: { lexicon: 1, id: ID, defs: {}, author: 'me' },
      want: [
        `${ID}.json: author: unknown attribute of a document, expected one of $type, $schema, lexicon, id, revision, description, defs`,
      ],
    },
  ],
  [
    'an unknown kind of definition',
    {
      given: withMain({ type: 'table' }),
      want: [
        `${ID}.json: defs.main.type: unknown construct "table", expected one of record, query, procedure, subscription, permission-set, token, boolean, integer, string, unknown, bytes, cid-link, blob, array, object, ref, union`,
      ],
    },
  ],
  [
    'an endpoint that is not the main definition',
    {
      given: lexicon(ID, { other: { type: 'query' } }),
      want: [
        `${ID}.json: defs.other.type: unknown construct "query", expected one of token, boolean, integer, string, unknown, bytes, cid-link, blob, array, object, ref, union`,
      ],
    },
  ],
  [
    'an unknown kind of property',
    {
      given: withProperty({ type: 'float' }),
      want: [
        `${ID}.json: defs.main.properties.field.type: unknown construct "float", expected one of boolean, integer, string, unknown, bytes, cid-link, blob, array, object, ref, union`,
      ],
    },
  ],
  [
    'a property without a type',
    {
      given: withProperty({}),
      want: [
        `${ID}.json: defs.main.properties.field.type: unknown construct nothing, expected one of boolean, integer, string, unknown, bytes, cid-link, blob, array, object, ref, union`,
      ],
    },
  ],
  [
    'an unknown attribute of a property',
    {
      given: withProperty({ type: 'boolean', minimum: 1 }),
      want: [
        `${ID}.json: defs.main.properties.field.minimum: unknown attribute of a construct of type boolean, expected one of type, description, deprecated, const, default`,
      ],
    },
  ],
  [
    'an unknown format',
    {
      given: withProperty({ type: 'string', format: 'email' }),
      want: [
        `${ID}.json: defs.main.properties.field.format: expected one of datetime, uri, at-uri, did, handle, at-identifier, nsid, cid, language, tid, record-key, got "email"`,
      ],
    },
  ],
  [
    'a bound of the wrong type',
    {
      given: withProperty({ type: 'string', maxLength: '3' }),
      want: [`${ID}.json: defs.main.properties.field.maxLength: expected number, got string`],
    },
  ],
  [
    'a range that holds nothing',
    {
      given: withProperty({ type: 'integer', minimum: 5, maximum: 4 }),
      want: [`${ID}.json: defs.main.properties.field.minimum: expected at most maximum, which is 4, got 5`],
    },
  ],
  [
    'an enum without values',
    {
      given: withProperty({ type: 'string', enum: [] }),
      want: [`${ID}.json: defs.main.properties.field.enum: expected at least one value`],
    },
  ],
  [
    'an array without items',
    {
      given: withProperty({ type: 'array' }),
      want: [`${ID}.json: defs.main.properties.field.items: expected object, got nothing`],
    },
  ],
  [
    'a required property that there is not',
    {
      given: withMain({ type: 'object', required: ['absent'], properties: {} }),
      want: [`${ID}.json: defs.main: required field "absent" not defined`],
    },
  ],
  [
    'a mistake in an object inside another',
    {
      given: withProperty({ type: 'object', properties: { inner: { type: 'string', maxLength: 'x' } } }),
      want: [
        `${ID}.json: defs.main.properties.field.properties.inner.maxLength: expected number, got string`,
      ],
    },
  ],
  [
    'a mistake in an array of arrays',
    {
      given: withProperty({ type: 'array', items: { type: 'array', items: { type: 'ref', ref: 7 } } }),
      want: [`${ID}.json: defs.main.properties.field.items.items.ref: expected string, got number`],
    },
  ],
  [
    'a reference without a target as a definition',
    { given: withMain({ type: 'ref' }), want: [`${ID}.json: defs.main.ref: expected string, got nothing`] },
  ],
  [
    'parameters that are no parameters',
    {
      given: withMain({ type: 'query', parameters: { type: 'object', properties: {} } }),
      want: [`${ID}.json: defs.main.parameters.type: unknown construct "object", expected one of params`],
    },
  ],
  [
    'a parameter that no query string holds',
    {
      given: withMain({
        type: 'query',
        parameters: { type: 'params', properties: { a: { type: 'bytes' } } },
      }),
      want: [
        `${ID}.json: defs.main.parameters.properties.a.type: unknown construct "bytes", expected one of boolean, integer, string, unknown, array`,
      ],
    },
  ],
  [
    'a body without an encoding',
    {
      given: withMain({ type: 'query', output: { schema: { type: 'object', properties: {} } } }),
      want: [`${ID}.json: defs.main.output.encoding: expected string, got nothing`],
    },
  ],
  [
    'a body of a kind that bodies are not',
    {
      given: withMain({
        type: 'query',
        output: { encoding: 'application/json', schema: { type: 'string' } },
      }),
      want: [
        `${ID}.json: defs.main.output.schema.type: unknown construct "string", expected one of object, ref, union`,
      ],
    },
  ],
  [
    'a mistake in the schema of a body',
    {
      given: withMain({
        type: 'query',
        output: { encoding: 'application/json', schema: { type: 'object', required: 'a', properties: {} } },
      }),
      want: [`${ID}.json: defs.main.output.schema.required: expected array, got string`],
    },
  ],
  [
    'an unknown attribute of a body, a message and an error',
    {
      given: withMain({
        type: 'subscription',
        message: { schema: { type: 'union', refs: [] }, encoding: 'x' },
        errors: [{ name: 'Gone', code: 410 }],
      }),
      want: [
        `${ID}.json: defs.main.errors[0].code: unknown attribute of an error, expected one of name, description`,
        `${ID}.json: defs.main.message.encoding: unknown attribute of a message, expected one of description, schema`,
      ],
    },
  ],
  [
    'a stream whose messages are written in an unknown way',
    {
      given: withMain({
        type: 'subscription',
        subprotocol: 'xrpc.v9.json',
        message: { schema: { type: 'union', refs: [] } },
      }),
      want: [
        `${ID}.json: defs.main.subprotocol: expected xrpc.v0.cbor, xrpc.v1.json, xrpc.v1.cbor, got "xrpc.v9.json"`,
      ],
    },
  ],
  [
    'a record without a kind of key',
    {
      given: withMain({ type: 'record', record: { type: 'object', properties: {} } }),
      want: [`${ID}.json: defs.main.key: expected tid, nsid, any or literal:…, got nothing`],
    },
  ],
  [
    'a record with a kind of key that there is not',
    {
      given: withMain({ type: 'record', key: 'uuid', record: { type: 'object', properties: {} } }),
      want: [`${ID}.json: defs.main.key: expected tid, nsid, any or literal:…, got "uuid"`],
    },
  ],
  [
    'a permission without a resource',
    {
      given: withMain({ type: 'permission-set', permissions: [{ type: 'permission' }] }),
      want: [`${ID}.json: defs.main.permissions[0].resource: expected string, got nothing`],
    },
  ],
]

describe('checking a document', () => {
  it.each(rows)('reports %s', (_, { given, want }) => {
    expect(problemsOf([given])).toEqual(want)
  })

  it('reports everything that is wrong, sorted', () => {
    const given = withMain({
      type: 'object',
      properties: { b: { type: 'float' }, a: { type: 'string', maxLength: 'x' } },
    })
    expect(
      problemsOf([
        { ...given, id: 'com.example.b' },
        { ...given, id: 'com.example.a' },
      ]),
    ).toEqual([
      expect.stringMatching(/^com\.example\.a\.json: defs\.main\.properties\.a\.maxLength: /),
      expect.stringMatching(/^com\.example\.a\.json: defs\.main\.properties\.b\.type: /),
      expect.stringMatching(/^com\.example\.b\.json: defs\.main\.properties\.a\.maxLength: /),
      expect.stringMatching(/^com\.example\.b\.json: defs\.main\.properties\.b\.type: /),
    ])
  })

  it('writes a path with odd names so that it can be read', () => {
    const given = withMain({ type: 'object', properties: { 'a-b.c': { type: 'float' } } })
    expect(problemsOf([given])[0]).toMatch('defs.main.properties["a-b.c"].type: ')
  })

  it('accepts what the official parser refuses and the language allows', () => {
    const given = lexicon(ID, {
      main: {
        type: 'object',
        properties: {
          nested: { type: 'object', properties: { deep: { type: 'object', properties: {} } } },
          matrix: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
          rows: { type: 'array', items: { type: 'object', properties: {} } },
        },
      },
      alias: { type: 'ref', ref: '#main' },
      choice: { type: 'union', refs: ['#main'] },
    })
    expect(problemsOf([given])).toEqual([])
  })

  it('accepts marks of deprecation and the type of a published document', () => {
    const given = {
      ...lexicon(ID, { main: { type: 'token', deprecated: true } }),
      $type: 'com.atproto.lexicon.schema',
    }
    expect(problemsOf([given])).toEqual([])
  })
})
