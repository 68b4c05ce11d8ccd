import { armsOf } from './at-version.ts'
import { child, isObject, type Json, refName, schemaOf, strings } from './document.ts'
import { seenKeys } from './facts/known.ts'

/** How values are made. */
export interface FakeOptions {
  schemas: Readonly<Record<string, Json>>
  /**
   * `lean`: what is required, null where allowed, empty lists. `rich`: everything, one item a list, as far as
   * schemas do not contain themselves. `sparse`: as rich, but null where allowed and without what may be left out.
   */
  style: 'lean' | 'rich' | 'sparse'
  /** Entities to take for schemas, by name. */
  entities?: Readonly<Record<string, () => unknown>>
  /** The same seed gives the same value. Default: ''. */
  seed?: string
  /** Origin of addresses. Default: `https://sandbox.example`. */
  origin?: string
}

/** A value that is valid against `schema`, the same for the same options. */
export function fake(schema: Json, options: FakeOptions): unknown {
  return make(schema, { ...options, path: options.seed ?? '', key: 'value', shape: '', inside: [] })
}

interface Spot extends FakeOptions {
  /** Where in the value; what numbers are made from. */
  path: string
  /** Name of the property. */
  key: string
  /** Name of the schema that the value is of. */
  shape: string
  /** Names of the schemas around. */
  inside: readonly string[]
}

const DEEPEST = 4

function make(schema: Json, spot: Spot): unknown {
  if (typeof schema.$ref === 'string') {
    const name = refName(schema.$ref)
    const entity = spot.entities?.[name]
    if (entity) return entity()
    return make(schemaOf(spot, schema.$ref), { ...spot, shape: name, inside: [...spot.inside, name] })
  }
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum)) return pick(schema)
  if (Array.isArray(schema.allOf)) {
    const parts = schema.allOf.filter(isObject).map((part) => make(part, spot))
    return Object.assign({}, ...parts)
  }
  const arms = armsOf(schema)
  if (arms.length > 0) return makeArm(arms, spot)
  return makeType(schema, spot)
}

/** The first value that was there from the beginning. */
function pick(schema: Json): unknown {
  const values: unknown[] = Array.isArray(schema.enum) ? schema.enum : []
  const dates = child(schema, 'x-enum-since') ?? {}
  return values.find((value) => value !== null && !(String(value) in dates)) ?? values[0]
}

function makeArm(arms: readonly Json[], spot: Spot): unknown {
  const nullable = arms.some((arm) => arm.type === 'null')
  const arm = arms.find((each) => each.type !== 'null')
  if (!arm || (nullable && (spot.style !== 'rich' || repeats(arm, spot)))) return null
  return make(arm, spot)
}

function repeats(schema: Json, spot: Spot): boolean {
  if (spot.inside.length >= DEEPEST) return true
  const names = [schema, ...armsOf(schema), child(schema, 'items') ?? {}].map((each) => each.$ref)
  return names.some((ref) => typeof ref === 'string' && spot.inside.includes(refName(ref)))
}

function makeType(schema: Json, spot: Spot): unknown {
  const types = Array.isArray(schema.type) ? schema.type : [schema.type]
  const type: unknown = types.find((each) => each !== 'null') ?? types[0]
  if (types.includes('null') && (spot.style !== 'rich' || type === 'null' || repeats(schema, spot)))
    return null
  switch (type) {
    case 'array':
      return makeArray(schema, spot)
    case 'boolean':
      return schema.default ?? false
    case 'integer':
      return hash(spot.path) % 90
    case 'number':
      return (hash(spot.path) % 90) / 4
    case 'string':
      return makeString(schema, spot)
    default:
      return makeObject(schema, spot)
  }
}

function makeArray(schema: Json, spot: Spot): unknown[] {
  const items = child(schema, 'items')
  if (!items) return []
  const least = typeof schema.minItems === 'number' ? schema.minItems : 0
  const count = Math.max(least, spot.style !== 'lean' && !repeats(schema, spot) ? 1 : 0)
  return Array.from({ length: count }, (_, index) => make(items, { ...spot, path: `${spot.path}/${index}` }))
}

function makeObject(schema: Json, spot: Spot): Json {
  const required = strings(schema.required)
  const seen = seenKeys(spot.shape)
  const value: Json = {}
  for (const [key, node] of Object.entries(child(schema, 'properties') ?? {})) {
    if (!isObject(node)) continue
    // What only some answers have is left to those who make them, and what no answer has to nobody.
    const isSpecial = node['x-only-in'] !== undefined || seen?.has(key) === false
    const wanted = required.includes(key) || (spot.style === 'rich' && !isSpecial && !repeats(node, spot))
    if (wanted)
      value[key] = make(node, { ...spot, key, path: `${spot.path}/${key}`, shape: `${spot.shape}.${key}` })
  }
  const others = child(schema, 'additionalProperties')
  if (others && spot.style !== 'lean') {
    const keys = Array.isArray(schema['x-keys']) ? strings(schema['x-keys']) : ['sample']
    for (const key of keys)
      value[key] = make(others, { ...spot, key, path: `${spot.path}/${key}`, shape: `${spot.shape}.${key}` })
  }
  return value
}

const MOMENT = '2026-01-02T03:04:05.000Z'

const BY_FORMAT: Readonly<Record<string, string>> = {
  'date-time': MOMENT,
  date: MOMENT.slice(0, 10),
  'date-or-date-time': MOMENT,
  email: 'someone@sandbox.example',
  html: '<p>sample</p>',
  language: 'en',
  numeric: '7',
  'unix-timestamp': '1767323045',
  ip: '192.0.2.7',
  'ip-cidr': '192.0.2.0/24',
  blurhash: 'UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH',
  'sha256-hex': 'a'.repeat(64),
  WxH: '512x512',
  'x,y floats': '0.0,0.0',
}

function makeString(schema: Json, { key, path, origin = 'https://sandbox.example' }: Spot): string {
  const format = typeof schema.format === 'string' ? schema.format : ''
  if (format === 'uri') return `${origin}/sample/${hash(path)}`
  const sample = BY_FORMAT[format]
  if (sample !== undefined) return sample
  if (key === 'language' || key === 'lang' || key === 'locale') return 'en'
  if (key === 'id' || key.endsWith('_id')) return String(1 + hash(path))
  const text = `sample ${key.replaceAll(/\W+/g, ' ').trim()}`
  return typeof schema.maxLength === 'number' ? text.slice(0, schema.maxLength) : text
}

/** A small number from a text, always the same. */
function hash(text: string): number {
  let sum = 7
  for (const character of text) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 999_983
  return sum
}
