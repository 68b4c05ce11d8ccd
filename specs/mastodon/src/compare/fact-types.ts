import type { FactParameter, FactType } from './facts.ts'
import { oneOf, type Shape } from './lines.ts'

export type Rename = (entity: string) => string

const PLAIN = ['string', 'integer', 'number', 'boolean', 'null', 'any', 'empty', 'html'] as const

/** Formats the tables carry that say nothing about the value. */
function withFormat(type: string, format: string | undefined): string {
  return format === undefined ? type : `${type} ${format}`
}

export function factType(type: FactType, rename: Rename): Omit<Shape, 'nullable'> {
  if (type.ref !== undefined) return { type: `ref ${rename(type.ref)}` }
  if (type.enum) return { type: 'enum', values: type.enum }
  if (type.array) {
    const inner = factType(type.array, rename)
    return { ...inner, type: `array<${inner.type}>` }
  }
  if (type.map) {
    const inner = factType(type.map, rename)
    return { ...inner, type: `map<${inner.type}>` }
  }
  if (type.oneOf) {
    const arms = type.oneOf.filter((arm) => arm.redirect === undefined)
    return { type: oneOf(arms.map((arm) => factType(arm, rename).type)) }
  }
  if (type.eventStream) return { type: 'events' }
  const plain = PLAIN.find((name) => type[name] !== undefined)
  if (plain === undefined) throw new Error(`The tables hold a type of no known kind: ${JSON.stringify(type)}`)
  return { type: withFormat(plain, type.format) }
}

export function factParameterType(parameter: FactParameter): Omit<Shape, 'nullable'> {
  const type = parameter.type === 'file' ? 'string binary' : withFormat(parameter.type, parameter.format)
  const one = parameter.enum ? 'enum' : type
  const values = parameter.enum ? { values: parameter.enum } : {}
  if (parameter.map)
    return { type: parameter.array ? oneOf([`array<${one}>`, `map<${one}>`]) : `map<${one}>` }
  if (parameter.array === 'allowed') return { type: oneOf([one, `array<${one}>`]), ...values }
  return { type: parameter.array ? `array<${one}>` : one, ...values }
}
