import type { PageOptions, Stream } from '@typefed/core'
import type {
  Endpoint,
  ListRecordsOptions,
  RecordMethods,
  RecordSchema,
  SubscriptionOptions,
} from '@typefed/core/lexicon'
import type { TreeData } from '../generated/tree.ts'
import { getRecord, listRecords } from '../repo/read-records.ts'
import { createRecord, deleteRecord, putRecord } from '../repo/write-records.ts'
import { parseOutput } from './call.ts'
import type { Caller } from './caller.ts'
import { parseRecord } from './records.ts'

/** What a tree needs of the client it is bound to. */
export interface TreeClient {
  /** The DID of the account that is logged in, if one is. */
  readonly did: string | undefined
  call(endpoint: Endpoint, ...args: unknown[]): Promise<unknown>
  paginate(endpoint: Endpoint & { paginated: string }, params: object, options?: PageOptions): unknown
  subscribe(endpoint: Endpoint, params?: object, options?: SubscriptionOptions): Stream<unknown>
}

/**
 * Binds a namespace to a client: of the same shape, its leaves callable. They are plain functions and objects, so
 * printing, completing and comparing work, and a name that does not exist is `undefined`.
 */
export function bindTree(namespace: TreeData, client: TreeClient): Record<string, unknown> {
  const bound: Record<string, unknown> = {}
  for (const [segment, node] of Object.entries(namespace)) bound[segment] = bindNode(node, client)
  return bound
}

function bindNode(node: TreeData | Endpoint | RecordSchema<unknown>, client: TreeClient): unknown {
  if (isRecord(node)) return bindRecord(node as RecordSchema<object>, client as Caller)
  return isEndpoint(node) ? bindEndpoint(node, client) : bindTree(node, client)
}

function bindEndpoint(endpoint: Endpoint, client: TreeClient): unknown {
  const call =
    endpoint.kind === 'subscription'
      ? (params?: object, options?: SubscriptionOptions) => client.subscribe(endpoint, params, options)
      : (...args: unknown[]) => client.call(endpoint, ...args)
  describe(call, { ...endpoint, name: endpoint.nsid, parse: (data: unknown) => parseOutput(endpoint, data) })
  const { paginated } = endpoint
  if (paginated !== undefined) {
    const paged = { ...endpoint, paginated }
    describe(call, {
      paginate: (params: object = {}, options?: PageOptions) => client.paginate(paged, params, options),
    })
  }
  return call
}

/** Gives a method its properties. Only plain facts are enumerable, so that a printed tree can be read. */
function describe(method: object, properties: object): void {
  for (const [name, value] of Object.entries(properties)) {
    Object.defineProperty(method, name, { value, enumerable: typeof value === 'string' && name !== 'name' })
  }
}

function bindRecord(
  schema: RecordSchema<object>,
  client: Caller,
): Record<keyof RecordMethods<object>, unknown> {
  const { nsid, recordKey } = schema
  return {
    kind: 'record',
    nsid,
    recordKey,
    schema,
    parse: (data: unknown) => parseRecord(schema, data),
    // What must be given differs with the kind of key; the types of the tree say it, and the functions check it.
    create: (record: object, options: never) => createRecord(client, schema, record, options),
    get: (options: never) => getRecord(client, schema, options),
    list: (options?: ListRecordsOptions) => listRecords(client, schema, options),
    put: (record: object, options: never) => putRecord(client, schema, record, options),
    delete: (options: never) => deleteRecord(client, schema, options),
  }
}

function isEndpoint(node: TreeData | Endpoint): node is Endpoint {
  return 'nsid' in node && typeof node.nsid === 'string'
}

function isRecord(node: TreeData | Endpoint | RecordSchema<unknown>): node is RecordSchema<unknown> {
  return 'recordKey' in node && typeof node.recordKey === 'string'
}
