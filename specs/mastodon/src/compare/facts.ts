import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A type as the tables write it: one key names the kind, the others qualify it. */
export interface FactType {
  string?: true
  integer?: true
  number?: true
  boolean?: true
  null?: true
  any?: true
  empty?: true
  redirect?: true
  html?: true
  enum?: string[]
  ref?: string
  array?: FactType
  map?: FactType
  oneOf?: FactType[]
  eventStream?: string[]
  format?: string
  keys?: string | string[]
  bitmask?: Record<string, string>
}

export interface Change {
  version: string
  change: string
  subject?: string | string[]
  apiVersion?: number
}

export interface FactField {
  name: string
  type: FactType
  nullable: boolean
  optional: boolean
  since: string | null
  sinceApiVersion?: number
  deprecated?: boolean
  deprecatedSince?: string
  removed?: string | null
  history?: Change[]
  wireType?: FactType
  absentIn?: string[]
  presentOnlyIn?: string[]
}

export interface FactEntity {
  name: string
  since: string | null
  extends?: string
  removed?: string
  fields: FactField[]
}

export interface FactParameter {
  name: string
  /** As it is written in a form: `source[language]`. */
  wire?: string
  type: string
  required?: boolean
  array?: true | 'allowed'
  map?: true
  properties?: FactParameter[]
  enum?: string[]
  format?: string
  since?: string | null
  default?: unknown
  max?: number
  maxLength?: number
  maxItems?: number
  cursor?: boolean
  requiredUnless?: string[]
  requiredIf?: unknown
  conflictsWith?: string[]
}

export interface FactOperation {
  method: string
  path: string
  summaryKey: string
  since: string | null
  sinceApiVersion?: number
  history?: Change[]
  deprecated: boolean
  deprecatedSince?: string
  removed?: string | null
  replacedBy?: string
  documented: boolean
  unverified?: string[]
  auth: {
    required: boolean | 'optional'
    kind: 'user' | 'app' | 'public'
    scopes: string[]
    scopeMode?: 'any' | 'all'
    permissions?: string[]
    requiredFor?: string[]
    ownerOf?: string
  }
  pathParams: FactParameter[]
  query: FactParameter[]
  form: FactParameter[]
  headers: FactParameter[]
  returns: FactType
  returnsByStatus?: Record<string, FactType>
  errorReturns?: Record<string, FactType>
  responseMediaType?: string
  formEncoding?: string
  alsoMethods?: string[]
  paginated: string
  linkHeader: boolean
  statusCodes: number[]
}

export interface FactStreaming {
  streams: {
    name: string
    path: string
    params: { name: string; required: boolean }[]
    scopes: string[]
    since: string
    httpQuery?: Record<string, unknown>
    events: string[]
    extraScopeFor?: Record<string, string[]>
  }[]
  events: { name: string; since: string; payload: FactType | null; encoding: string }[]
  websocket: { path: string; since: string; authRequiredSince: string; auth: { scopes: string[] } }
  sse: { mediaType: string; eventField: string; dataField: string; heartbeatComment: string }
}

export interface FactScopes {
  highLevel: { name: string; since: string; deprecated?: string; grants: string[] }[]
  granular: { name: string; since: string }[]
  deprecatedGranular: { name: string; deprecated: string }[]
  default: string
}

export interface Facts {
  operations: FactOperation[]
  entities: FactEntity[]
  streaming: FactStreaming
  scopes: FactScopes
}

const FILES = ['operations', 'entities', 'streaming', 'scopes'] as const

export function hasFacts(folder: string): boolean {
  return FILES.every((name) => existsSync(join(folder, `${name}.json`)))
}

export function readFacts(folder: string): Facts {
  const read = (name: string): never =>
    JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as never
  return {
    operations: read('operations'),
    entities: read('entities'),
    streaming: read('streaming'),
    scopes: read('scopes'),
  }
}
