import type { FactOperation, Facts } from './compare/facts.ts'

const OPERATION = {
  since: '2.0.0',
  deprecated: false,
  documented: true,
  auth: { required: true, kind: 'user', scopes: ['read:cats'] },
  pathParams: [],
  query: [],
  form: [],
  headers: [],
  returns: { ref: 'Cat' },
  paginated: 'none',
  linkHeader: false,
  statusCodes: [200],
} satisfies Partial<FactOperation>

/** Tables that say of the tiny document what it says itself. */
export const FACTS: Facts = {
  operations: [
    {
      ...OPERATION,
      method: 'GET',
      path: '/api/v1/cats/{id}',
      summaryKey: 'cats#get',
      pathParams: [{ name: 'id', type: 'string' }],
      statusCodes: [200, 404],
    },
    {
      ...OPERATION,
      method: 'GET',
      path: '/api/v1/cats',
      summaryKey: 'cats#list',
      since: '1.0.0',
      auth: { required: false, kind: 'public', scopes: [] },
      query: [
        { name: 'min_id', type: 'string', since: '1.5.0' },
        { name: 'id', type: 'string', array: true },
      ],
      returns: { array: { ref: 'Cat' }, eventStream: ['meow'] },
      paginated: 'link',
      linkHeader: true,
    },
    {
      ...OPERATION,
      method: 'POST',
      path: '/api/v1/cats',
      summaryKey: 'cats#create',
      auth: { required: true, kind: 'user', scopes: ['read:cats', 'read:dogs'], scopeMode: 'any' },
      form: [
        { name: 'name', type: 'string', required: true, maxLength: 40 },
        { name: 'food', type: 'object', properties: [{ name: 'kind', type: 'string', since: '3.0.0' }] },
      ],
    },
  ],
  entities: [
    {
      name: 'Cat',
      since: '1.0.0',
      fields: [
        { name: 'id', type: { string: true }, nullable: false, optional: false, since: '1.0.0' },
        {
          name: 'mood',
          type: { enum: ['happy', 'angry'] },
          nullable: false,
          optional: false,
          since: '1.0.0',
          history: [{ version: '2.0.0', change: 'value-added', subject: ['angry'] }],
        },
        {
          name: 'nap',
          type: { string: true, format: 'date-time' },
          nullable: true,
          optional: true,
          since: '2.0.0',
        },
        {
          name: 'lives',
          type: { integer: true },
          nullable: false,
          optional: true,
          since: '1.0.0',
          deprecated: true,
          deprecatedSince: '3.0.0',
        },
      ],
    },
    {
      name: 'Error',
      since: '1.0.0',
      fields: [{ name: 'error', type: { string: true }, nullable: false, optional: true, since: '1.0.0' }],
    },
  ],
  streaming: {
    streams: [
      {
        name: 'cats',
        path: '/api/v1/cats',
        params: [],
        scopes: ['read:cats'],
        since: '1.0.0',
        events: ['meow'],
      },
    ],
    events: [{ name: 'meow', since: '1.0.0', payload: { ref: 'Cat' }, encoding: 'json-string' }],
    websocket: {
      path: '/api/v1/streaming',
      since: '3.3.0',
      authRequiredSince: '4.2.0',
      auth: { scopes: ['read'] },
    },
    sse: {
      mediaType: 'text/event-stream',
      eventField: 'event',
      dataField: 'data',
      heartbeatComment: ':thump',
    },
  },
  scopes: {
    highLevel: [{ name: 'read', since: '1.0.0', grants: ['read:cats', 'read:dogs'] }],
    granular: [
      { name: 'read:cats', since: '2.0.0' },
      { name: 'read:dogs', since: '2.0.0' },
    ],
    deprecatedGranular: [],
    default: 'read',
  },
}
