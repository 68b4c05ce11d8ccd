import { basename, extname } from 'node:path'
import type {
  AlsoSent,
  Elsewhere,
  ArrayModel,
  ChoiceModel,
  Described,
  ObjectModel,
  PropertyModel,
  Reference,
  SchemaModel,
} from '../model/schema.ts'
import { FORMATS, SCHEMA_KEYS, type SchemaForm } from './constructs.ts'
import { type At, type Data, type Files, type Found, isData, type Report, within } from './files.ts'

/** A schema, and whether null may stand in its place. */
export interface Value {
  readonly schema: SchemaModel
  readonly nullable: boolean
}

/** Makes models of schemas, and remembers the named ones that they refer to. */
export class SchemaReader {
  readonly #files: Files
  readonly #report: Report
  readonly #names = new Map<string, string>()
  readonly #named = new Map<string, Found<Data> & { readonly key: string }>()

  constructor(files: Files, report: Report) {
    this.#files = files
    this.#report = report
  }

  /** Every schema that something refers to, by name. More come while they are read. */
  get named(): ReadonlyMap<string, Found<Data>> {
    return this.#named
  }

  /** A schema with null as a kind of its own. */
  read(node: unknown, at: At): SchemaModel {
    const { schema, nullable } = this.value(node, at)
    return nullable ? { kind: 'nullable', inner: schema } : schema
  }

  value(node: unknown, at: At): Value {
    if (!isData(node)) {
      this.#report(at, 'expected a schema, that is an object')
      return { schema: { kind: 'any' }, nullable: false }
    }
    if (node['$ref'] !== undefined) return this.#ref(node, at)
    for (const key of ['oneOf', 'anyOf', 'allOf'] as const) {
      if (node[key] === undefined) continue
      this.#keys(node, key, at)
      return key === 'allOf'
        ? { schema: this.object(node, at), nullable: false }
        : this.#choice(node, key, at)
    }
    return this.#typed(node, at)
  }

  /** An object, or one that has the properties of others. */
  object(node: Data, at: At): ObjectModel {
    const parts = node['allOf'] === undefined ? [{ node, at }] : this.#arms(node, 'allOf', at)
    const bases: Reference[] = []
    const properties = new Map<string, PropertyModel>()
    for (const part of parts) {
      if (part.node['$ref'] !== undefined) {
        const value = this.#ref(part.node, part.at).schema
        if (value.kind === 'ref') bases.push({ target: value.target, path: value.path })
        continue
      }
      if (part.node !== node) this.#keys(part.node, 'object', part.at)
      for (const property of this.#properties(part.node, part.at)) properties.set(property.name, property)
    }
    return {
      kind: 'object',
      ...describedOf(node),
      ...(bases.length > 0 && { extends: bases }),
      properties: [...properties.values()],
    }
  }

  /** The name of a schema that is referred to. */
  name(ref: string, at: At): string | undefined {
    const found = this.#files.follow(ref, at)
    if (!found) return undefined
    const known = this.#names.get(found.key)
    if (known !== undefined) return known
    const [file = '', pointer = ''] = found.key.split('#')
    const name = pointer === '' ? basename(file, extname(file)) : (pointer.split('/').at(-1) as string)
    const rival = this.#named.get(name)
    if (rival) {
      this.#report(within(at, '$ref'), `there are two schemas called ${name}: the other is ${rival.key}`)
      return undefined
    }
    this.#names.set(found.key, name)
    this.#named.set(name, found)
    return name
  }

  #ref(node: Data, at: At): Value {
    this.#keys(node, 'ref', at)
    const { $ref } = node
    const name = typeof $ref === 'string' ? this.name($ref, at) : undefined
    if (typeof $ref !== 'string') this.#report(within(at, '$ref'), 'expected the address of a schema')
    const schema: SchemaModel =
      name === undefined
        ? { kind: 'any' }
        : { kind: 'ref', ...describedOf(node), target: name, path: within(at, '$ref').path }
    return { schema, nullable: false }
  }

  #choice(node: Data, key: 'oneOf' | 'anyOf', at: At): Value {
    const arms = this.#arms(node, key, at)
    const others = arms.filter((arm) => arm.node['type'] !== 'null')
    // The same object in two forms is one interface.
    const seen = new Map<string, ObjectModel>()
    const values = others.map((arm) => this.#shared(this.value(arm.node, arm.at), arm.node, seen))
    const nullable = others.length < arms.length || values.some((value) => value.nullable)
    const forms = values.map(({ schema }) => schema)
    const [only] = forms
    if (!only) {
      this.#report(within(at, key), 'expected a form that is not null')
      return { schema: { kind: 'any' }, nullable }
    }
    if (forms.length === 1) return { schema: { ...only, ...describedOf(node) }, nullable }
    return { schema: { kind: 'choice', ...describedOf(node), forms } satisfies ChoiceModel, nullable }
  }

  #shared(value: Value, node: Data, seen: Map<string, ObjectModel>): Value {
    const share = (schema: SchemaModel, from: unknown): SchemaModel => {
      const data = from as Data
      if (schema.kind === 'array') return { ...schema, items: share(schema.items, data['items']) }
      if (schema.kind === 'map')
        return { ...schema, values: share(schema.values, data['additionalProperties']) }
      if (schema.kind !== 'object') return schema
      const text = JSON.stringify(data)
      const known = seen.get(text) ?? schema
      seen.set(text, known)
      return known
    }
    return { ...value, schema: share(value.schema, node) }
  }

  #typed(node: Data, at: At): Value {
    const types = [node['type'] ?? inferType(node)].flat()
    const nullable = types.includes('null') || (Array.isArray(node['enum']) && node['enum'].includes(null))
    const others = types.filter((type) => type !== 'null')
    if (others.length === 0) return { schema: { kind: 'null', ...describedOf(node) }, nullable: false }
    if (others.length > 1) {
      const forms = others.map((type) => this.value({ ...node, type }, at).schema)
      return { schema: { kind: 'choice', ...describedOf(node), forms }, nullable }
    }
    const [type] = others
    return { schema: this.#ofType(type, node, at), nullable }
  }

  #ofType(type: unknown, node: Data, at: At): SchemaModel {
    const described = describedOf(node)
    switch (type) {
      case 'string':
        return this.#string(node, at)
      case 'integer': {
        this.#keys(node, type, at)
        const clamp = pick(node, { clamp: 'x-clamp', ...NUMERIC, enum: 'enum', const: 'const' })
        return { kind: type, ...described, ...clamp, ...alsoSent(node, 'number') }
      }
      case 'number':
        this.#keys(node, type, at)
        return { kind: type, ...described, ...pick(node, NUMERIC) }
      case 'boolean':
        this.#keys(node, type, at)
        return { kind: type, ...described, ...pick(node, { const: 'const', default: 'default' }) }
      case 'array': {
        this.#keys(node, type, at)
        const items = this.read(node['items'], within(at, 'items'))
        const bounds = pick(node, { minLength: 'minItems', maxLength: 'maxItems' })
        return { kind: type, ...described, items, ...bounds } satisfies ArrayModel
      }
      case 'object':
        this.#keys(node, type, at)
        this.#empty(node, at)
        return this.#map(node, at) ?? this.object(node, at)
      case undefined:
        this.#keys(node, 'any', at)
        return { kind: 'any', ...described }
      default:
        this.#report(
          within(at, 'type'),
          `unknown type ${JSON.stringify(type)}, expected string, integer, number, boolean, array, object or null`,
        )
        return { kind: 'any' }
    }
  }

  #string(node: Data, at: At): SchemaModel {
    this.#keys(node, 'string', at)
    const { format } = node
    if (format === 'binary') return { kind: 'file', ...describedOf(node) }
    if (format !== undefined && !FORMATS.has(format as string)) {
      this.#report(
        within(at, 'format'),
        `unknown format "${String(format)}", expected one of ${[...FORMATS].join(', ')}`,
      )
    }
    const values = node['enum'] as (string | null)[] | undefined
    if (values !== undefined && (!Array.isArray(values) || values.length === 0)) {
      this.#report(within(at, 'enum'), 'expected at least one value')
    }
    return {
      kind: 'string',
      ...describedOf(node),
      ...pick(node, {
        format: 'format',
        minCharacters: 'minLength',
        maxCharacters: 'maxLength',
        const: 'const',
        default: 'default',
      }),
      ...(Array.isArray(values) && { enum: values.filter((value) => value !== null) }),
      ...(node['x-open'] === true && { open: true }),
      ...alsoSent(node, 'string'),
    }
  }

  /** An empty object is told from others by its bound; clients let pass what a server adds to it all the same. */
  #empty({ maxProperties, properties, additionalProperties }: Data, at: At): void {
    if (maxProperties === undefined) return
    if (maxProperties === 0 && properties === undefined && additionalProperties === undefined) return
    this.#report(within(at, 'maxProperties'), 'expected 0, on an object that says nothing else')
  }

  #map(node: Data, at: At): SchemaModel | undefined {
    const { additionalProperties, properties } = node
    if (additionalProperties === undefined || additionalProperties === false) return undefined
    const inside = within(at, 'additionalProperties')
    if (properties !== undefined) {
      this.#report(inside, 'an object with properties of its own cannot be a map as well')
      return undefined
    }
    const values = this.read(additionalProperties === true ? {} : additionalProperties, inside)
    return { kind: 'map', ...describedOf(node), values }
  }

  #properties(node: Data, at: At): PropertyModel[] {
    const { properties = {}, required = [] } = node
    if (!isData(properties)) {
      this.#report(within(at, 'properties'), 'expected an object')
      return []
    }
    const names = Array.isArray(required) ? (required as unknown[]) : []
    for (const name of names) {
      if (typeof name === 'string' && Object.hasOwn(properties, name)) continue
      this.#report(within(at, 'required'), `there is no property ${JSON.stringify(name)}`)
    }
    return Object.entries(properties).map(([name, property]): PropertyModel => {
      const place = within(within(at, 'properties'), name)
      const absentIn = isData(property) ? property['x-absent-in'] : undefined
      const elsewhere = this.#elsewhere(property, place)
      return {
        name,
        ...this.value(property, place),
        required: names.includes(name),
        ...(Array.isArray(absentIn) && { absentIn: absentIn as string[] }),
        ...(elsewhere && { elsewhere }),
      }
    })
  }

  /** What other software sends in place of a property. */
  #elsewhere(property: unknown, at: At): Elsewhere | undefined {
    const said = isData(property) ? property['x-elsewhere'] : undefined
    if (said === undefined) return undefined
    if (isElsewhere(said)) return said
    this.#report(within(at, 'x-elsewhere'), `expected a list of ${[...ELSEWHERE].join(', ')}`)
    return undefined
  }

  #arms(node: Data, key: string, at: At): Found<Data>[] {
    const arms = node[key]
    const place = within(at, key)
    if (!Array.isArray(arms) || arms.length === 0) {
      this.#report(place, 'expected a list of schemas')
      return []
    }
    return arms.flatMap((arm: unknown, index) => {
      if (isData(arm)) return [{ node: arm, at: within(place, index) }]
      this.#report(within(place, index), 'expected a schema, that is an object')
      return []
    })
  }

  #keys(node: Data, kind: SchemaForm, at: At): void {
    const known: readonly string[] = SCHEMA_KEYS[kind]
    for (const key of Object.keys(node)) {
      if (known.includes(key) || key.startsWith('x-')) continue
      const what =
        kind === 'any' ? 'a schema without a type' : kind === 'ref' ? 'a reference' : `a schema of ${kind}`
      this.#report(within(at, key), `unsupported keyword of ${what}, expected one of ${known.join(', ')}`)
    }
  }
}

const NUMERIC = { minimum: 'minimum', maximum: 'maximum', default: 'default' }

/** What a person wrote about a node. */
export function describedOf(node: Data): Described {
  return pick(node, {
    description: 'description',
    deprecated: 'deprecated',
    since: 'x-since',
    until: 'x-until',
    deprecatedSince: 'x-deprecated-since',
    replacedBy: 'x-replaced-by',
  })
}

/** The members of a node that are there, under other names. */
export function pick(node: Data, names: Readonly<Record<string, string>>): Record<string, never> {
  const present = Object.entries(names).filter(([, from]) => node[from] !== undefined)
  return Object.fromEntries(present.map(([name, from]) => [name, node[from] as never]))
}

function inferType(node: Data): string | undefined {
  const [first] = [node['const'] ?? node['enum']].flat()
  if (typeof first === 'string' || typeof first === 'boolean') return typeof first
  if (typeof first === 'number') return 'integer'
  return node['properties'] !== undefined || node['additionalProperties'] !== undefined ? 'object' : undefined
}

function isElsewhere(value: unknown): value is Elsewhere {
  return Array.isArray(value) && value.every((one) => ELSEWHERE.has(one))
}

const ELSEWHERE: ReadonlySet<unknown> = new Set(['string', 'number', 'boolean', 'object', 'null', 'absent'])

function alsoSent(node: Data, own: 'string' | 'number'): { alsoSent?: AlsoSent } {
  const said = [node['x-wire-type'] ?? []].flat().map((type) => String(type).replace(/:.*/, ''))
  const types = new Set(said.map((type) => (type === 'integer' ? 'number' : type)))
  types.delete(own)
  const known = (['string', 'number', 'boolean'] as const).filter((type) => types.has(type))
  return known.length > 0 ? { alsoSent: known } : {}
}
