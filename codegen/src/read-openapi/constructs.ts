import type { OperationDefinition } from '../model/definition.ts'

/** What the reader knows of OpenAPI 3.1, by place. Keys that begin with `x-` may stand anywhere. */

const SCHEMA: readonly string[] = [
  'type',
  'description',
  'title',
  'deprecated',
  'default',
  'example',
  'examples',
  '$comment',
]

/** The kinds of schemas that differ in their keywords. */
export type SchemaForm =
  | 'ref'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'array'
  | 'object'
  | 'allOf'
  | 'oneOf'
  | 'anyOf'
  | 'any'

/** The keywords of a schema, by the kind it is of. */
export const SCHEMA_KEYS: Readonly<Record<SchemaForm, readonly string[]>> = {
  ref: ['$ref', 'description', 'title', 'deprecated', 'default'],
  string: [...SCHEMA, 'format', 'enum', 'const', 'minLength', 'maxLength'],
  integer: [...SCHEMA, 'format', 'enum', 'const', 'minimum', 'maximum'],
  number: [...SCHEMA, 'format', 'minimum', 'maximum'],
  boolean: [...SCHEMA, 'const'],
  array: [...SCHEMA, 'items', 'minItems', 'maxItems'],
  object: [...SCHEMA, 'properties', 'required', 'additionalProperties', 'maxProperties'],
  allOf: [...SCHEMA, 'allOf'],
  oneOf: [...SCHEMA, 'oneOf'],
  anyOf: [...SCHEMA, 'anyOf'],
  any: SCHEMA,
}

/** What is no schema. */
export type Place =
  | 'the document'
  | 'a path'
  | 'an operation'
  | 'a parameter'
  | 'a body'
  | 'an answer'
  | 'a media type'
  | 'a stream'
  | 'an event'

/** The keys of what is no schema. */
export const KEYS: Readonly<Record<Place, readonly string[]>> = {
  'the document': [
    'openapi',
    'info',
    'jsonSchemaDialect',
    'servers',
    'paths',
    'components',
    'tags',
    'security',
    'externalDocs',
  ],
  'a path': ['summary', 'description', 'parameters', 'get', 'post', 'put', 'patch', 'delete'],
  'an operation': [
    'operationId',
    'summary',
    'description',
    'tags',
    'deprecated',
    'security',
    'parameters',
    'requestBody',
    'responses',
    'externalDocs',
  ],
  'a parameter': [
    'name',
    'in',
    'description',
    'required',
    'deprecated',
    'schema',
    'style',
    'explode',
    'example',
    'examples',
  ],
  'a body': ['description', 'required', 'content'],
  'an answer': ['description', 'headers', 'content'],
  'a media type': ['schema', 'example', 'examples'],
  'a stream': ['description', 'path', 'query', 'parameters', 'security', 'events', 'event-security'],
  'an event': ['description', 'encoding', 'payload'],
}

/** The formats of strings. The others are for people. */
export const FORMATS: ReadonlySet<string> = new Set(
  'uri date-time date date-or-date-time numeric html language email ip ip-cidr blurhash sha256-hex WxH unix-timestamp binary'
    .split(' ')
    .concat('x,y floats'),
)

export const METHODS: readonly OperationDefinition['method'][] = ['get', 'post', 'put', 'patch', 'delete']
