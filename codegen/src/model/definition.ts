import type { DefinitionId, Described, ObjectModel, SchemaModel } from './schema.ts'

interface Definition extends Described {
  readonly id: DefinitionId
  /** The name inside the document; `main` for the one that the document is named after. */
  readonly name: string
  /** Where it stands in its file. Default: its name under `defs`. */
  readonly path?: string
}

/** A type that others refer to. */
export interface SchemaDefinition extends Definition {
  readonly kind: 'schema'
  /** What an object's `$type` says, where objects have one. */
  readonly tag?: string
  readonly schema: SchemaModel
}

/** A type that is stored, under a key. */
export interface RecordDefinition extends Definition {
  readonly kind: 'record'
  /** `tid`, `nsid`, `any` or `literal:…`. */
  readonly key: string
  readonly schema: ObjectModel
}

export interface BodyModel extends Described {
  readonly encoding: string
  /** Absent where the body is not JSON, or is any JSON. */
  readonly schema?: SchemaModel
}

export interface ErrorModel extends Described {
  readonly name: string
}

interface EndpointDefinition extends Definition {
  readonly params?: ObjectModel
  readonly errors: readonly ErrorModel[]
}

/** An endpoint that reads. */
export interface QueryDefinition extends EndpointDefinition {
  readonly kind: 'query'
  readonly output?: BodyModel
  /** The property of the answer that a page yields, where a hint says so. */
  readonly itemsHint?: string
}

/** An endpoint that writes. */
export interface ProcedureDefinition extends EndpointDefinition {
  readonly kind: 'procedure'
  readonly input?: BodyModel
  readonly output?: BodyModel
}

/** An endpoint that streams. */
export interface SubscriptionDefinition extends EndpointDefinition {
  readonly kind: 'subscription'
  /** How its messages are written: `xrpc.v1.json`. */
  readonly subprotocol?: string
  readonly message: SchemaModel
}

/** A parameter that goes into a path or a header. */
export interface ParameterModel extends Described {
  /** What it is called in code. */
  readonly name: string
  /** What it is called in the request. */
  readonly wireName: string
  readonly required: boolean
}

/** The body of a request. */
export interface RequestBodyModel extends Described {
  /** How it is sent; `either` is JSON, and a form where there is a file in it. */
  readonly encoding: 'json' | 'multipart' | 'either'
  readonly required: boolean
  readonly schema: SchemaModel
}

/** What comes back from an operation. */
export interface AnswerModel extends Described {
  /** The codes of success. */
  readonly statuses: readonly number[]
  /** Of the body; absent where there is none. */
  readonly encoding?: string
  /** Of a body of JSON. */
  readonly schema?: SchemaModel
  /** Some of the codes come without a body. */
  readonly mayBeEmpty: boolean
}

/** How an operation's answer comes in pages. */
export interface PagingModel {
  readonly by: 'link' | 'offset'
  /** The property of the answer that a page yields, where a hint says so. */
  readonly itemsHint?: string
  /** The property that identifies an item which may come again on a later page. */
  readonly key?: string
  /** A page begins below the id of an item. */
  readonly byItem?: boolean
  /** Going back may leave items out. */
  readonly gaps?: boolean
}

/** A call of a REST interface. Its document is the group it belongs to. */
export interface OperationDefinition extends Definition {
  readonly kind: 'operation'
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With parameters in braces: `/api/v1/statuses/{id}`. */
  readonly route: string
  readonly routeParams: readonly ParameterModel[]
  readonly params?: ObjectModel
  readonly headers: readonly ParameterModel[]
  readonly body?: RequestBodyModel
  readonly answer: AnswerModel
  readonly apiVersion?: number
  /** Whose token it takes, if any. */
  readonly token?: 'optional' | 'user' | 'app'
  /** Each is enough by itself; of several in one, separated by spaces, all are needed. */
  readonly scopes: readonly string[]
  readonly paging?: PagingModel
}

/** Permissions under one name, to be asked for together. */
export interface PermissionSetDefinition extends Definition {
  readonly kind: 'permission-set'
  readonly title?: string
  /** By language tag. */
  readonly titles?: Readonly<Record<string, string>>
  readonly detail?: string
  /** By language tag. */
  readonly details?: Readonly<Record<string, string>>
  readonly permissions: readonly Readonly<Record<string, unknown>>[]
}

export type EndpointModel = QueryDefinition | ProcedureDefinition | SubscriptionDefinition

export type DefinitionModel =
  | SchemaDefinition
  | RecordDefinition
  | EndpointModel
  | OperationDefinition
  | PermissionSetDefinition

export function isEndpoint(definition: DefinitionModel): definition is EndpointModel {
  return ['query', 'procedure', 'subscription'].includes(definition.kind)
}

/** The bodies of an endpoint. */
export function bodiesOf(endpoint: EndpointModel): {
  readonly input?: BodyModel
  readonly output?: BodyModel
} {
  return {
    ...(endpoint.kind === 'procedure' && endpoint.input && { input: endpoint.input }),
    ...(endpoint.kind !== 'subscription' && endpoint.output && { output: endpoint.output }),
  }
}

/** Whether a body is JSON that a schema can describe. */
export function isJson(body: BodyModel): boolean {
  return body.encoding === 'application/json'
}

/** Whether a body is text: the value is a string then. */
export function isText(encoding: string): boolean {
  return encoding !== 'text/event-stream' && /^text\/|xml$/.test(encoding)
}

/** The schema of a JSON body. What describes another encoding describes no value that a client could hold. */
export function jsonSchema(body: BodyModel | undefined): SchemaModel | undefined {
  return body && isJson(body) ? body.schema : undefined
}

/** A schema that stands directly in a definition, and whether its values are sent, come back, or (a type) may do both. */
export interface Part {
  readonly role: 'type' | 'params' | 'input' | 'body' | 'output' | 'message'
  readonly schema: SchemaModel
}

/** The schemas of a definition, in the order in which they are emitted. */
export function partsOf(definition: DefinitionModel): readonly Part[] {
  switch (definition.kind) {
    case 'schema':
    case 'record':
      return [{ role: 'type', schema: definition.schema }]
    case 'permission-set':
      return []
    case 'operation':
      return operationParts(definition)
    default:
      return endpointParts(definition)
  }
}

function endpointParts(endpoint: EndpointModel): Part[] {
  const parts: Part[] = []
  if (endpoint.params) parts.push({ role: 'params', schema: endpoint.params })
  if (endpoint.kind === 'subscription') return [...parts, { role: 'message', schema: endpoint.message }]
  const input = endpoint.kind === 'procedure' ? jsonSchema(endpoint.input) : undefined
  if (input) parts.push({ role: 'input', schema: input })
  const output = jsonSchema(endpoint.output)
  if (output) parts.push({ role: 'output', schema: output })
  return parts
}

function operationParts({ params, body, answer }: OperationDefinition): Part[] {
  const parts: Part[] = []
  if (params) parts.push({ role: 'params', schema: params })
  if (body) parts.push({ role: 'body', schema: body.schema })
  if (answer.schema) parts.push({ role: 'output', schema: answer.schema })
  return parts
}
