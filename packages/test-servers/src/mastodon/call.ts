import { Refusal } from './answer.ts'
import type { TokenRecord } from './auth.ts'
import type { Json, Operation } from './document.ts'
import type { AccountRecord } from './world/records.ts'
import type { World } from './world/world.ts'

/** The software that the sandbox pretends to be. */
export interface Identity {
  /** Mastodon's version that parts of the API are measured by. */
  version: string
  software: { name: string; version: string } | undefined
}

/** A request that has been routed, checked and let in. */
export interface Call {
  world: World
  identity: Identity
  operation: Operation
  path: Readonly<Record<string, string>>
  query: Json
  body: Json
  /** By name in lower case. */
  headers: Readonly<Record<string, string>>
  token: TokenRecord | undefined
  account: AccountRecord | undefined
}

/**
 * Does what an operation does. Returns the body of a 200, a Page of a list, or an Answer for anything else. Entities
 * are as the newest version has them; what the pretended one lacks is taken out afterwards.
 *
 * @throws Refusal to answer with an error
 */
export type Handler = (call: Call) => unknown

/** Handlers by operationId. */
export type Handlers = Readonly<Record<string, Handler>>

/** Whose token it is. @throws Refusal 401 when it is nobody's */
export function caller(call: Call): AccountRecord {
  if (!call.account) throw new Refusal(401, 'This method requires an authenticated user')
  return call.account
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

export function now(): string {
  return new Date().toISOString()
}
