import type { Stream } from '@typefed/core'
import { bindMethod, type Endpoint, factsOf, type MethodHost } from '@typefed/core/internal'
import type {
  ListRecordsOptions,
  RecordMethods,
  RecordSchema,
  SubscriptionOptions,
  TreeData,
} from '@typefed/core/lexicon'
import { getRecord, listRecords } from '../repo/read-records.ts'
import { createRecord, deleteRecord, putRecord } from '../repo/write-records.ts'
import type { Caller } from '../caller.ts'
import { parseRecord } from '../repo/parse-record.ts'

/** A client that a tree is bound to. */
export interface TreeClient extends MethodHost {
  /** The DID of the account that is logged in, if one is. */
  readonly did: string | undefined
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
  if (isRecord(node)) return bindRecord(node as RecordSchema<object>, client as unknown as Caller)
  return isEndpoint(node) ? bindEndpoint(node, client) : bindTree(node, client)
}

function bindEndpoint(endpoint: Endpoint, client: TreeClient): unknown {
  if (!endpoint.message) return bindMethod(endpoint, client)
  const call = (params?: object, options?: SubscriptionOptions) => client.subscribe(endpoint, params, options)
  return Object.defineProperty(Object.setPrototypeOf(call, factsOf(endpoint)), 'name', {
    value: endpoint.name,
  })
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
  return typeof node['path'] === 'string'
}

function isRecord(node: TreeData | Endpoint | RecordSchema<unknown>): node is RecordSchema<unknown> {
  return 'recordKey' in node && typeof node.recordKey === 'string'
}
