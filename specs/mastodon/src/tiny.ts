import { parse } from 'yaml'
import { buildSpec, isObject, type Json, type Spec } from './load.ts'
import { DIR } from './run.ts'

const FILES: Record<string, string> = {
  'openapi.yaml': `
    tags: [{ name: cats, description: Cats. }]
    x-api-version: 3
    components:
      securitySchemes: { user: { $ref: components/security.yaml#/user } }
      responses: { NotFound: { $ref: components/responses.yaml#/NotFound } }
    paths:
      /api/v1/cats/{id}:
        $ref: paths/cats.yaml#/~1api~1v1~1cats~1{id}
      /api/v1/cats:
        $ref: paths/cats.yaml#/~1api~1v1~1cats
    x-streams: { $ref: streaming.yaml#/streams }
    x-scopes: { $ref: scopes.yaml }`,
  'paths/cats.yaml': `
    /api/v1/cats/{id}:
      parameters:
        - { name: id, in: path, description: The cat to stroke., required: true, schema: { type: string } }
      get:
        operationId: getCat
        summary: Get a cat
        tags: [cats]
        x-since: '2.0.0'
        x-pagination: none
        security: [{ user: [read:cats] }]
        responses:
          '200': { description: It., content: { application/json: { schema: { $ref: ../schemas/Cat.yaml } } } }
    /api/v1/cats:
      get:
        operationId: listCats
        summary: List cats
        tags: [cats]
        x-since: '1.0.0'
        x-pagination: link
        x-streams: [cats]
        security: []
        parameters:
          - { $ref: ../components/parameters.yaml#/MinId }
          - { name: 'id[]', in: query, description: Cats to list., schema: { type: array, items: { type: string } } }
        responses:
          '200':
            description: Cats.
            headers: { Link: { $ref: ../components/headers.yaml#/Link } }
            content:
              application/json: { schema: { type: array, items: { $ref: ../schemas/Cat.yaml } } }
      post:
        operationId: createCat
        summary: Add a cat
        tags: [cats]
        x-since: '2.0.0'
        x-pagination: none
        security: [{ user: [read:cats] }, { user: [read:dogs] }]
        requestBody:
          required: true
          content:
            application/json:
              schema:
                type: object
                required: [name]
                properties:
                  name: { description: What to call it., type: string, maxLength: 40 }
                  food:
                    description: What it gets.
                    type: object
                    properties:
                      kind: { description: Brand., type: string, x-since: '3.0.0' }
        responses:
          '200': { description: It., content: { application/json: { schema: { $ref: ../schemas/Cat.yaml } } } }`,
  'schemas/Cat.yaml': `
    description: A small carnivore.
    type: object
    x-since: '1.0.0'
    required: [id, mood]
    properties:
      id: { description: Key of the animal., type: string }
      mood: { description: Changes often., $ref: Mood.yaml }
      nap: { description: Last one; null if it never slept., type: [string, 'null'], format: date-time, x-since: '2.0.0' }
      lives: { description: Nine at first., type: integer, deprecated: true, x-deprecated-since: '3.0.0' }`,
  'schemas/Mood.yaml': `
    description: State of mind.
    type: string
    x-since: '1.0.0'
    enum: [happy, angry]
    x-open: true
    x-enum-since: { angry: '2.0.0' }`,
  'schemas/Error.yaml': `
    description: A failure.
    type: object
    x-since: '1.0.0'
    properties:
      error: { description: Why., type: string }`,
  'components/parameters.yaml': `
    MinId: { name: min_id, in: query, description: Only newer ones., x-since: '1.5.0', schema: { type: string } }`,
  'components/headers.yaml': `
    Link: { description: Neighbouring pages., schema: { type: string } }`,
  'components/responses.yaml': `
    NotFound: { x-status: '404', x-implied-by: path, description: No., content: { application/json: { schema: { $ref: ../schemas/Error.yaml } } } }`,
  'streaming.yaml': `
    streams:
      cats:
        description: All cats.
        x-since: '1.0.0'
        path: /api/v1/cats
        security: [{ user: [read:cats] }]
        events: [meow]
    events:
      meow: { description: Hungry., x-since: '1.0.0', encoding: json, payload: { $ref: schemas/Cat.yaml } }
    websocket: { path: /api/v1/streaming, x-since: '3.3.0', x-auth-required-since: '4.2.0', security: [{ user: [read] }] }
    sse: { media-type: text/event-stream, event-field: event, data-field: data, heartbeat: ':thump' }`,
  'components/security.yaml': `
    user: { flows: { authorizationCode: { scopes: { read: All., read:cats: Cats., read:dogs: Dogs. } } } }`,
  'scopes.yaml': `
    default: read
    scopes:
      read: { x-since: '1.0.0', grants: [read:cats, read:dogs] }
      read:cats: { x-since: '2.0.0' }
      read:dogs: { x-since: '2.0.0' }`,
}

/** Walks to the map that holds the last key. */
export function at(files: Map<string, Json>, file: string, ...keys: (string | number)[]): Json {
  let node: unknown = files.get(file)
  for (const key of keys) node = (node as Record<string | number, unknown> | undefined)?.[key]
  if (!isObject(node)) throw new Error(`The tiny document has nothing at ${file} ${keys.join(' ')}.`)
  return node
}

export type Spoil = (files: Map<string, Json>) => void

export function set(key: string, value: unknown, file: string, ...keys: (string | number)[]): Spoil {
  return (files) => void (at(files, file, ...keys)[key] = value)
}

export function drop(key: string, file: string, ...keys: (string | number)[]): Spoil {
  return (files) => void delete at(files, file, ...keys)[key]
}

/** Where the operations of the tiny document stand. */
export const GET = ['paths/cats.yaml', '/api/v1/cats/{id}', 'get'] as const
export const LIST = ['paths/cats.yaml', '/api/v1/cats', 'get'] as const
export const POST = ['paths/cats.yaml', '/api/v1/cats', 'post'] as const
export const BODY: [string, ...string[]] = [
  ...POST,
  'requestBody',
  'content',
  'application/json',
  'schema',
] as const
export const CAT = 'schemas/Cat.yaml'

/** A document of three operations and three schemas without a flaw, which a test may then spoil. */
export function tinySpec(spoil?: Spoil): Spec {
  const files = new Map(Object.entries(FILES).map(([file, text]) => [file, parse(text) as Json]))
  spoil?.(files)
  return buildSpec(DIR, files)
}
