import type { AlsoSent, SchemaModel } from '../model/schema.ts'
import type { Scope } from '../plan/scope.ts'
import { arrayCode, quote } from './code.ts'

/** A fact about the values of a schema: `maximum`, 100. */
export interface Fact {
  readonly name: string
  readonly value: FactValue
  readonly unit?: string
}

type FactValue = string | number | boolean | readonly (string | number)[]

/** What the emitter of one kind knows. */
export interface KindEmitter<M extends SchemaModel> {
  /** The TypeScript type. */
  type(model: M, scope: Scope, walk: Walk): string
  /** The expression that makes the schema. */
  schema(model: M, scope: Scope, walk: Walk): string
  /** The type as the surface shows it. */
  surface(model: M, walk: Walk): string
  /** What bounds the values, for documentation and surface. */
  facts(model: M): Fact[]
}

/** Emits a schema of any kind: how a kind reaches those inside it. */
export interface Walk {
  type(model: SchemaModel, scope: Scope): string
  schema(model: SchemaModel, scope: Scope): string
  surface(model: SchemaModel): string
  facts(model: SchemaModel): Fact[]
}

/** The facts that are present. */
export function factsOf(
  values: Readonly<Record<string, FactValue | undefined>>,
  units: Readonly<Record<string, string>> = {},
): Fact[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const unit = units[name]
    if (value === undefined) return []
    return [unit === undefined ? { name, value } : { name, value, unit }]
  })
}

/** The present ones of some numbers, as the argument of a schema; nothing if there are none. */
export function bounds(values: Readonly<Record<string, number | undefined>>): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined)
  return present.length === 0 ? '' : `{ ${present.map(([name, value]) => `${name}: ${value}`).join(', ')} }`
}

/** Lets pass what servers are known to send as another type. */
export function tolerantCode(
  code: string,
  { alsoSent }: { readonly alsoSent?: AlsoSent },
  scope: Scope,
): string {
  return alsoSent ? `${scope.runtime('tolerant')}(${code}, ${arrayCode(alsoSent.map(quote))})` : code
}
