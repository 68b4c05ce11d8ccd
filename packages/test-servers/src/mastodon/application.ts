import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from './answer.ts'
import { schemasAt } from './at-version.ts'
import { authorize, isOpen, refuseWithoutToken, securityAt, type TokenRecord } from './auth.ts'
import type { Call, Handler, Handlers, Identity } from './call.ts'
import { createAnswerCheck } from './check-answer.ts'
import { letPagesIn } from './cors.ts'
import { type ApiDocument, isObject, type Json, type Operation } from './document.ts'
import { generic } from './handlers/generic.ts'
import { publishDue } from './handlers/scheduled.ts'
import { refuseNewerValues } from './newer-values.ts'
import { RateLimits, type RateState } from './rate-limits.ts'
import { bodyFields, queryFields, type RawBody, readBody } from './read-request.ts'
import { checkStatus, type Ready, respond, type Responding } from './respond.ts'
import { createRouter, type Route, type Routing } from './router.ts'
import type { Streaming } from './streaming/streaming.ts'
import type { SandboxRequest, Violation } from './types.ts'
import { createRequestCheck, type Problem, type RequestCheck } from './validate-request.ts'
import { existsIn, stamps } from './version.ts'
import type { World } from './world/world.ts'

/** The parts of an application. */
export interface ApplicationOptions {
  document: ApiDocument
  identity: Identity
  world: World
  handlers: Handlers
  streaming: Streaming
  pageSize: number | undefined
  rateLimits: { limit: number; windowSeconds: number } | undefined
}

/** From request to answer: route, rate limit, check, authorize, handle, answer. */
export class Application {
  readonly requests: SandboxRequest[] = []
  readonly violations: Violation[] = []
  readonly faults: Error[] = []
  readonly #options: ApplicationOptions
  readonly #route: (method: string, path: string) => Routing
  readonly #check: RequestCheck
  readonly #responding: Responding
  readonly #rates: RateLimits | undefined

  constructor(options: ApplicationOptions) {
    const { document, identity, rateLimits } = options
    this.#options = options
    this.#route = createRouter(document, identity.version)
    this.#check = createRequestCheck(document)
    this.#rates = rateLimits && new RateLimits(rateLimits)
    this.#responding = {
      version: identity.version,
      schemas: document.schemas,
      check: createAnswerCheck(schemasAt(document.schemas, identity.version)),
      pageSize: options.pageSize,
    }
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (letPagesIn(request, response)) return
    const { identity, world, streaming } = this.#options
    const address = new URL(`${world.url}${request.url ?? '/'}`)
    const entry = logEntry(request, address)
    this.requests.push(entry)
    const raw = await readBody(request)
    const rate = this.#rates?.take(bearer(request, address) ?? 'anybody')
    const ready = this.#answer(request, address, raw, entry, rate)
    entry.status = ready.status
    response.writeHead(ready.status, {
      'x-typefed-sandbox': `mastodon ${identity.version}`,
      ...rate?.headers,
      ...ready.headers,
    })
    if (ready.events && request.method !== 'HEAD')
      streaming.openEvents(response, ready.events.subscription, ready.events.token)
    else response.end(request.method === 'HEAD' ? undefined : ready.body)
  }

  #answer(
    request: IncomingMessage,
    address: URL,
    raw: RawBody,
    entry: SandboxRequest,
    rate: RateState | undefined,
  ): Ready {
    try {
      if (rate?.exceeded) throw new Refusal(429, 'Too many requests')
      const routing = this.#route(entry.method, address.pathname)
      entry.operationId = routing?.route.operation.id
      if (!routing) this.#note(entry, [{ path: 'path', message: 'is not in the document' }])
      if (!routing?.known) throw new Refusal(404, 'Not Found')
      return this.#call(request, address, raw, entry, routing.route)
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      const fault = error instanceof Error ? error : new Error(String(error))
      this.faults.push(fault)
      return refused(new Refusal(500, fault.message))
    }
  }

  #call(request: IncomingMessage, address: URL, raw: RawBody, entry: SandboxRequest, route: Route): Ready {
    const { document, identity, world, handlers } = this.#options
    const { operation, path } = route
    const headers = headersOf(request)
    const query = queryFields(withoutToken(address.searchParams), operation, document.schemas)
    const body = bodyFields(raw, operation, document.schemas)
    const token = this.#token(bearer(request, address))
    const { version } = identity
    authorize(document, securityAt(operation, version), token, refuseWithoutToken(operation, version))
    const problems = this.#check(operation, { path, query, headers, raw, body })
    if (problems.length > 0) {
      this.#note(entry, problems)
      throw invalid(problems)
    }
    const account = world.accounts.get(token?.accountId ?? '')
    if (operation.permissions.length > 0 && account?.owner !== true && !isOpen(operation)) {
      throw new Refusal(403, 'This action is not allowed')
    }
    const needsToken = operation.parameters.find(
      (each) => each.requiresToken && query[each.name] !== undefined,
    )
    if (needsToken && !account) throw new Refusal(401, 'This method requires an authenticated user')
    if (operation.body) refuseNewerValues(body, operation.body.schema, document.schemas, version)
    publishDue(world)
    const call: Call = {
      world,
      identity,
      operation,
      path,
      query: knownParameters(query, operation, identity.version),
      body: knownFields(body, operation.body?.schema, identity.version),
      headers,
      token,
      account,
    }
    const result = handled(call, handlers[operation.id] ?? generic)
    return respond(result, operation, call.query, address, this.#responding)
  }

  #token(value: string | undefined): TokenRecord | undefined {
    if (value === undefined) return undefined
    const token = this.#options.world.tokens.get(value)
    if (!token) throw new Refusal(401, 'The access token is invalid')
    return token
  }

  #note({ method, path, operationId }: SandboxRequest, problems: readonly Problem[]): void {
    this.violations.push({ method, path, operationId, problems })
  }
}

/** Returns the response of a handler. @throws Error when it refuses with a code that the document does not have */
function handled(call: Call, handler: Handler): unknown {
  try {
    return handler(call)
  } catch (error) {
    if (error instanceof Refusal) checkStatus(call.operation, error.status)
    throw error
  }
}

function refused({ status, body }: Refusal): Ready {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}

function invalid(problems: readonly Problem[]): Refusal {
  const details = Object.fromEntries(
    problems.map(({ path, message }) => [path, [{ error: 'ERR_INVALID', description: message }]]),
  )
  const list = problems.map(({ path, message }) => `${path} ${message}`)
  return new Refusal(422, `Validation failed: ${list.join(', ')}`, { details })
}

function bearer(request: IncomingMessage, address: URL): string | undefined {
  const header = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return header ?? address.searchParams.get('access_token') ?? undefined
}

/** A token may stand in the query too, wherever a call takes one. */
function withoutToken(query: URLSearchParams): URLSearchParams {
  const copy = new URLSearchParams(query)
  copy.delete('access_token')
  return copy
}

/** Leaves out parameters that are newer than the pretended version, as Rails passes over those it does not know. */
function knownParameters(query: Json, operation: Operation, version: string): Json {
  const kept = Object.entries(query).filter(([name]) => {
    const parameter = operation.parameters.find((each) => each.in === 'query' && each.name === name)
    return parameter && existsIn(version, parameter)
  })
  return Object.fromEntries(kept)
}

function knownFields(body: unknown, schema: Json | undefined, version: string): Json {
  const properties = schema?.properties
  if (!isObject(body) || !isObject(properties)) return {}
  const kept = Object.entries(body).filter(([name]) => {
    const property = properties[name]
    return isObject(property) && existsIn(version, stamps(property))
  })
  return Object.fromEntries(kept)
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
}

const SECRETS = new Set(['authorization', 'cookie', 'proxy-authorization'])

function logEntry(request: IncomingMessage, address: URL): SandboxRequest {
  const headers = Object.entries(headersOf(request)).map(([name, value]) => [
    name,
    SECRETS.has(name) ? '[kept out]' : value,
  ])
  const query = new URLSearchParams(address.searchParams)
  if (query.has('access_token')) query.set('access_token', '[kept out]')
  return {
    method: request.method ?? 'GET',
    path: address.pathname,
    query,
    headers: Object.fromEntries(headers),
    at: Date.now(),
    operationId: undefined,
    status: undefined,
  }
}
