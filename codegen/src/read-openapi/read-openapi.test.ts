import { dump } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/project.ts'
import { loadConfig } from '../config/load-config.ts'
import { generate } from '../generate.ts'
import { InputError } from '../model/problem.ts'

type Json = Record<string, unknown>

const ANSWER = { 200: { description: 'Done.' } }
const OPERATION = { operationId: 'getThing', responses: ANSWER }
const AT = 'paths["/things"].get'

function document(parts: Json): Json {
  return { openapi: '3.1.0', info: { title: 'Test', version: '1.0.0' }, paths: {}, ...parts }
}

function withOperation(operation: Json, path = '/things', item: Json = {}): Json {
  return document({ paths: { [path]: { ...item, get: { ...OPERATION, ...operation } } } })
}

function withSchema(schema: unknown): Json {
  return document({ components: { schemas: { Thing: schema } } })
}

function withStream(home: Json, events: Json, socket: Json = { path: '/things' }): Json {
  return { ...withOperation({}), 'x-streams': { home }, 'x-events': events, 'x-websocket': socket }
}

/** Everything that is said about a document, a line each. */
async function problemsOf(openapi: unknown, files: Record<string, string> = {}): Promise<string[]> {
  const config = { openapi: 'openapi.yaml', output: 'out' }
  await using folder = await temporaryFolder({
    'typefed.config.json': JSON.stringify(config),
    'openapi.yaml': typeof openapi === 'string' ? openapi : dump(openapi, { noRefs: true }),
    ...files,
  })
  try {
    await generate(folder.path, await loadConfig(folder.path, undefined))
    return []
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(`${folder.path}/`, '').split('\n')
    throw error
  }
}

const THING = 'components.schemas.Thing'

const rows: [name: string, row: { given: unknown; want: string[]; files?: Record<string, string> }][] = [
  [
    'a document of another version',
    { given: document({ openapi: '3.0.3' }), want: ['openapi.yaml: openapi: expected 3.1, got "3.0.3"'] },
  ],
  [
    'a file that is no YAML',
    { given: 'a: [', want: [expect.stringMatching(/^openapi\.yaml: expected YAML: /) as string] },
  ],
  [
    'a document that is no object',
    { given: '[]', want: ['openapi.yaml: expected an OpenAPI document, that is an object'] },
  ],
  [
    'parts of the document that have no meaning here',
    {
      given: document({ webhooks: {} }),
      want: [
        expect.stringMatching(
          /^openapi\.yaml: webhooks: unsupported part of the document, expected /,
        ) as string,
      ],
    },
  ],
  [
    'a path with more than one thing in a segment',
    {
      given: withOperation({}, '/things/{id}.json'),
      want: [
        'openapi.yaml: paths["/things/{id}.json"]: expected a path whose segments are names or parameters, such as /statuses/{id}',
      ],
    },
  ],
  [
    'an operation without a name',
    {
      given: withOperation({ operationId: undefined }),
      want: [`openapi.yaml: ${AT}.operationId: expected a name such as "getStatus"`],
    },
  ],
  [
    'an operation with the name of a schema',
    {
      given: {
        ...withOperation({ operationId: 'Thing' }),
        components: { schemas: { Thing: { type: 'object' } } },
      },
      want: [`openapi.yaml: ${THING}: "Thing" is also the name of the operation in openapi.yaml`],
    },
  ],
  [
    'a method that there is not',
    {
      given: document({ paths: { '/things': { trace: OPERATION } } }),
      want: [
        'openapi.yaml: paths["/things"].trace: unsupported part of a path, expected one of summary, description, parameters, get, post, put, patch, delete',
      ],
    },
  ],
  [
    'callbacks',
    {
      given: withOperation({ callbacks: {} }),
      want: [
        expect.stringMatching(/\.callbacks: unsupported part of an operation, expected one of /) as string,
      ],
    },
  ],
  [
    'a tag that cannot name a file',
    {
      given: withOperation({ tags: ['../up'] }),
      want: [`openapi.yaml: ${AT}.tags: expected a name such as "statuses" or "admin/accounts", got "../up"`],
    },
  ],
  [
    'a parameter of the path that is not described',
    {
      given: withOperation({}, '/things/{id}'),
      want: ['openapi.yaml: paths["/things/{id}"].get: the parameter {id} of the path is not described'],
    },
  ],
  [
    'a parameter of the path that the path does not have',
    {
      given: withOperation({
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      }),
      want: [`openapi.yaml: ${AT}: there is no {id} in the path /things`],
    },
  ],
  [
    'cookies, other styles and brackets around no list',
    {
      given: withOperation({
        parameters: [
          { name: 'a', in: 'cookie', schema: { type: 'string' } },
          { name: 'b', in: 'query', style: 'deepObject', schema: { type: 'object' } },
          { name: 'c', in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
          { name: 'd[]', in: 'query', schema: { type: 'string' } },
        ],
      }),
      want: [
        `openapi.yaml: ${AT}.parameters[0].in: expected path, query or header, got "cookie"`,
        `openapi.yaml: ${AT}.parameters[1].style: expected form, got "deepObject"`,
        `openapi.yaml: ${AT}.parameters[2].explode: lists are sent as a parameter for each item: expected true`,
        `openapi.yaml: ${AT}.parameters[3].name: only a list is sent with brackets`,
      ],
    },
  ],
  [
    'a body of another type',
    {
      given: withOperation({ requestBody: { content: { 'application/xml': { schema: {} } } } }),
      want: [
        `openapi.yaml: ${AT}.requestBody.content: expected application/json, multipart/form-data or both`,
      ],
    },
  ],
  [
    'a form with other fields than the JSON beside it',
    {
      given: withOperation({
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: { a: { type: 'string' } } } },
            'multipart/form-data': { schema: { type: 'object', properties: { b: { type: 'string' } } } },
          },
        },
      }),
      want: [`openapi.yaml: ${AT}.requestBody.content: expected the same schema for JSON and form`],
    },
  ],
  [
    'no answer of success',
    {
      given: withOperation({ responses: { 404: { description: 'None.' } } }),
      want: [`openapi.yaml: ${AT}.responses: expected an answer of success`],
    },
  ],
  [
    'answers of different types',
    {
      given: withOperation({
        responses: {
          200: { description: 'A.', content: { 'application/json': {} } },
          201: { description: 'B.', content: { 'text/plain': {} } },
        },
      }),
      want: [`openapi.yaml: ${AT}.responses: expected one type of body, got application/json and text/plain`],
    },
  ],
  [
    'a reference to no file, to no part of one, and to elsewhere',
    {
      given: withSchema({
        type: 'object',
        properties: {
          a: { $ref: 'none.yaml' },
          b: { $ref: '#/nowhere' },
          c: { $ref: 'https://example.com/a.yaml' },
        },
      }),
      want: [
        expect.stringMatching(
          /^openapi\.yaml: components\.schemas\.Thing\.properties\.a\.\$ref: there is no file .*none\.yaml$/,
        ) as string,
        `openapi.yaml: ${THING}.properties.b.$ref: "#/nowhere" leads to nothing`,
        `openapi.yaml: ${THING}.properties.c.$ref: "https://example.com/a.yaml" is somewhere else: only files beside this one are read`,
      ],
    },
  ],
  [
    'two schemas of one name',
    {
      given: withSchema({ type: 'object', properties: { a: { $ref: 'Thing.yaml' } } }),
      files: { 'Thing.yaml': 'type: string' },
      want: [
        `openapi.yaml: ${THING}.properties.a.$ref: there are two schemas called Thing: the other is openapi.yaml#components/schemas/Thing`,
      ],
    },
  ],
  [
    'a mistake in another file, by its name',
    {
      given: withSchema({ type: 'object', properties: { a: { $ref: 'parts/Other.yaml' } } }),
      files: { 'parts/Other.yaml': 'type: object\nproperties: { b: { type: float } }' },
      want: [
        'parts/Other.yaml: properties.b.type: unknown type "float", expected string, integer, number, boolean, array, object or null',
      ],
    },
  ],
  [
    'keywords that nothing is made of',
    {
      given: withSchema({
        type: 'object',
        properties: {
          a: { type: 'string', pattern: '^a' },
          b: { type: 'array', items: {}, uniqueItems: true },
          c: { not: {} },
          d: { $ref: '#/components/schemas/Thing', minProperties: 1 },
        },
        patternProperties: {},
      }),
      want: [
        `openapi.yaml: ${THING}.patternProperties: unsupported keyword of a schema of object, expected one of `,
        `openapi.yaml: ${THING}.properties.a.pattern: unsupported keyword of a schema of string, expected one of `,
        `openapi.yaml: ${THING}.properties.b.uniqueItems: unsupported keyword of a schema of array, expected one of `,
        `openapi.yaml: ${THING}.properties.c.not: unsupported keyword of a schema without a type, expected one of `,
        `openapi.yaml: ${THING}.properties.d.minProperties: unsupported keyword of a reference, expected one of `,
      ].map((line) => expect.stringContaining(line) as string),
    },
  ],
  [
    'something that other software cannot send',
    {
      given: withSchema({
        type: 'object',
        properties: { a: { type: 'string', 'x-elsewhere': ['nothing'] } },
      }),
      want: [
        `openapi.yaml: ${THING}.properties.a["x-elsewhere"]: expected a list of string, number, boolean, object, null, absent`,
      ],
    },
  ],
  [
    'formats that nobody knows, empty enums and required properties that there are not',
    {
      given: withSchema({
        type: 'object',
        required: ['absent'],
        properties: { a: { type: 'string', format: 'phone' }, b: { type: 'string', enum: [] } },
      }),
      want: [
        expect.stringMatching(
          /\.properties\.a\.format: unknown format "phone", expected one of uri, /,
        ) as string,
        `openapi.yaml: ${THING}.properties.b.enum: expected at least one value`,
        `openapi.yaml: ${THING}.required: there is no property "absent"`,
      ],
    },
  ],
  [
    'an object that is also a map',
    {
      given: withSchema({ type: 'object', properties: {}, additionalProperties: { type: 'string' } }),
      want: [
        `openapi.yaml: ${THING}.additionalProperties: an object with properties of its own cannot be a map as well`,
      ],
    },
  ],
  [
    'a bound on the number of properties, other than that there are none',
    {
      given: withSchema({
        type: 'object',
        properties: {
          a: { type: 'object', maxProperties: 3 },
          b: { type: 'object', maxProperties: 0, properties: { c: { type: 'string' } } },
          d: { type: 'object', maxProperties: 0 },
        },
      }),
      want: [
        `openapi.yaml: ${THING}.properties.a.maxProperties: expected 0, on an object that says nothing else`,
        `openapi.yaml: ${THING}.properties.b.maxProperties: expected 0, on an object that says nothing else`,
      ],
    },
  ],
  [
    'an object that needs itself',
    {
      given: withSchema({
        type: 'object',
        required: ['self'],
        properties: { self: { $ref: '#/components/schemas/Thing' } },
      }),
      want: [`openapi.yaml: ${THING}: a cycle without end: Thing -> Thing`],
    },
  ],
  [
    'an extension of what is no object',
    {
      given: document({
        components: {
          schemas: {
            Text: { type: 'string' },
            Thing: { allOf: [{ $ref: '#/components/schemas/Text' }, { type: 'object' }] },
          },
        },
      }),
      want: [
        expect.stringMatching(/Thing\.allOf\[0\]\.\$ref: "Text" is a string, expected an object/) as string,
      ],
    },
  ],
  [
    'streams of a kind that is not known',
    {
      given: withStream(
        {
          path: 3,
          query: { a: {} },
          parameters: { a: { type: 'integer' }, b: {} },
          events: 'update',
          color: 1,
        },
        {},
        {},
      ),
      want: [
        'openapi.yaml: ["x-streams"].home.color: unsupported part of a stream, expected one of description, path, query, parameters, security, events, event-security',
        'openapi.yaml: ["x-streams"].home.events: expected a list of names',
        'openapi.yaml: ["x-streams"].home.parameters: expected at most one parameter, by its name',
        'openapi.yaml: ["x-streams"].home.parameters.a: expected a text that is required',
        'openapi.yaml: ["x-streams"].home.path: expected the path of the stream',
        'openapi.yaml: ["x-streams"].home.query: expected plain values by name',
        'openapi.yaml: ["x-websocket"].path: expected the path of the socket',
      ],
    },
  ],
  [
    'streams that are no objects',
    {
      given: { ...document({}), 'x-streams': { home: 1 }, 'x-events': [] },
      want: [
        'openapi.yaml: ["x-events"]: expected an object',
        'openapi.yaml: ["x-streams"].home: expected an object',
        'openapi.yaml: ["x-websocket"]: expected an object',
      ],
    },
  ],
  [
    'streams that lead nowhere',
    {
      given: withStream({ path: '/nowhere', events: ['update'] }, {}),
      want: [
        'openapi.yaml: ["x-streams"].home: there is no event "update" in x-events',
        'openapi.yaml: ["x-streams"].home: there is no operation at /nowhere, the path of the stream home',
      ],
    },
  ],
  [
    'events of a kind that is not known',
    {
      given: withStream(
        { path: '/things', events: [] },
        {
          a: { encoding: 'xml', payload: {} },
          b: { encoding: 'none', payload: {} },
          c: { encoding: 'text' },
          d: { encoding: 'json', payload: { type: 'object', properties: {} }, size: 1 },
        },
      ),
      want: [
        'openapi.yaml: ["x-events"].a.encoding: expected json, text or none, got "xml"',
        'openapi.yaml: ["x-events"].b.payload: expected a schema, except where the encoding is none',
        'openapi.yaml: ["x-events"].c.payload: expected a schema, except where the encoding is none',
        'openapi.yaml: ["x-events"].d.payload: expected a reference to a schema, or any value',
        'openapi.yaml: ["x-events"].d.size: unsupported part of an event, expected one of description, encoding, payload',
      ],
    },
  ],
]

describe('reading an OpenAPI document', () => {
  it.each(rows)('reports %s', async (_, { given, want, files }) => {
    expect(await problemsOf(given, files)).toEqual(want)
  })

  it('accepts a document in JSON, bundled', async () => {
    await using folder = await temporaryFolder({
      'typefed.config.json': JSON.stringify({ openapi: 'openapi.json', output: 'out' }),
      'openapi.json': JSON.stringify(withSchema({ type: 'object' })),
    })
    const { summary } = await generate(folder.path, await loadConfig(folder.path, undefined))
    expect(summary).toMatchObject({ schemas: 1, endpoints: 0 })
  })
})

it.each([true, false])(
  'optional fields of bodies take null only where the document says so: %s',
  async (isSaid) => {
    const schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'string' }, b: { type: 'object', properties: { c: { type: 'string' } } } },
    }
    const operation = {
      operationId: 'make',
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: { 200: { description: 'x', content: { 'application/json': { schema } } } },
    }
    const openapi = document({
      paths: { '/things': { post: operation } },
      ...(isSaid && { 'x-null-bodies': true }),
    })
    await using folder = await temporaryFolder({
      'typefed.config.json': JSON.stringify({ openapi: 'openapi.yaml', output: 'out' }),
      'openapi.yaml': dump(openapi, { noRefs: true }),
    })
    const { files } = await generate(folder.path, await loadConfig(folder.path, undefined))
    const text = files.map((file) => file.text).join()
    expect(text.match(/\w+\?: [^\n]* \| null/g) ?? []).toHaveLength(isSaid ? 2 : 0)
    expect(text.match(/w\.clearable\(/g) ?? []).toHaveLength(isSaid ? 2 : 0)
    expect(text).toMatch(/a: string\n/)
  },
)
