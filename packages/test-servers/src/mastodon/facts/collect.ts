import { armsOf } from '../at-version.ts'
import { type ApiDocument, child, isObject, type Json, objects, refName, schemaOf } from '../document.ts'
import { describeLinks } from './describe-links.ts'
import type { OperationFacts, Recorded, Shape } from './types.ts'

/** Facts of responses by operation of the document, without anything that they say. */
export function collectFacts(
  document: ApiDocument,
  answers: Iterable<Recorded>,
): Map<string, OperationFacts> {
  const collections = new Map<string, Collection>()
  for (const answer of answers) {
    if (!document.operations.has(answer.operation)) continue
    const found = collections.get(answer.operation) ?? new Collection(document, answer.operation)
    collections.set(answer.operation, found)
    found.add(answer)
  }
  return new Map([...collections].map(([id, collection]) => [id, collection.facts()]))
}

class Collection {
  readonly #document: ApiDocument
  readonly #operation: string
  readonly #bodies = new Set<string>()
  readonly #shapes = new Map<string, ShapeCount>()
  readonly #links: { target: string; link: string }[] = []
  /** Callers without a token were let in where the document says so. */
  #isOpen = false
  readonly #refusals: Pick<OperationFacts, 'noToken' | 'unknownId' | 'noScope'> = {}

  constructor(document: ApiDocument, operation: string) {
    this.#document = document
    this.#operation = operation
  }

  add(answer: Recorded): void {
    const { status, caller, unknownId, body, link, target } = answer
    if (caller === 'none' && !unknownId && !this.#isOpen) {
      this.#isOpen = status < 400 && !this.#needsToken()
      this.#refusals.noToken = status
    }
    if (status >= 400) {
      if (unknownId && (caller !== 'none' || !this.#needsToken())) this.#refusals.unknownId = status
      if (caller === 'narrow') this.#refusals.noScope = status
      return
    }
    const shape = this.#document.operations
      .get(this.#operation)
      ?.answers.find((each) => each.status === status)
    this.#bodies.add(body === undefined || body === '' ? 'empty' : kindOf(body))
    if (link !== undefined) this.#links.push({ target, link })
    this.#visit(body, shape?.schema ?? {}, this.#operation)
  }

  #needsToken(): boolean {
    const security = this.#document.operations.get(this.#operation)?.security ?? []
    return security.length > 0 && security.every((requirement) => Object.keys(requirement).length > 0)
  }

  facts(): OperationFacts {
    const links = describeLinks(this.#links)
    const { noToken, ...refusals } = this.#refusals
    const shapes = [...this.#shapes].toSorted(byName).map(([name, count]) => [name, count.shape()])
    return {
      ...(this.#bodies.size > 0 && { body: [...this.#bodies].toSorted().join('|') }),
      ...(shapes.length > 0 && { shapes: Object.fromEntries(shapes) }),
      ...(noToken !== undefined && !this.#isOpen && { noToken }),
      ...refusals,
      ...(links && { links }),
    }
  }

  #visit(value: unknown, schema: Json, name: string): void {
    const place = resolve(this.#document, schema, name, value)
    if (Array.isArray(value)) {
      for (const item of value) this.#visit(item, child(place.schema, 'items') ?? {}, place.name)
      return
    }
    if (!isObject(value)) return
    const properties = child(place.schema, 'properties') ?? {}
    const isMap = isObject(place.schema.additionalProperties)
    const count = this.#shapes.get(place.name) ?? new ShapeCount()
    this.#shapes.set(place.name, count)
    const seen: [string, unknown][] = Object.entries(value).map(([key, each]) => [
      isMap && !(key in properties) ? '*' : key,
      each,
    ])
    count.add(seen)
    for (const [key, each] of seen) {
      this.#visit(
        each,
        child(properties, key) ?? child(place.schema, 'additionalProperties') ?? {},
        `${place.name}.${key}`,
      )
    }
  }
}

/** Counts the keys of objects of one shape. */
class ShapeCount {
  #objects = 0
  readonly #kinds = new Map<string, { times: number; kinds: Set<string> }>()

  add(entries: readonly (readonly [string, unknown])[]): void {
    this.#objects++
    const now = new Set<string>()
    for (const [key, value] of entries) {
      const known = this.#kinds.get(key) ?? { times: 0, kinds: new Set() }
      this.#kinds.set(key, known)
      if (!now.has(key)) known.times++
      now.add(key)
      known.kinds.add(kindOf(value))
    }
  }

  shape(): Shape {
    return Object.fromEntries(
      [...this.#kinds].toSorted(byName).map(([key, { times, kinds }]) => {
        const all = times < this.#objects && key !== '*' ? [...kinds, 'absent'] : [...kinds]
        return [key, all.toSorted().join('|')]
      }),
    )
  }
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** The schema without references, arms and parts, and its name: the arm that has most of the value's keys. */
function resolve(
  document: ApiDocument,
  schema: Json,
  name: string,
  value: unknown,
): { schema: Json; name: string } {
  if (typeof schema.$ref === 'string') {
    return resolve(document, schemaOf(document, schema.$ref), refName(schema.$ref), value)
  }
  const arms = armsOf(schema)
  if (arms.length > 0) {
    const flat = arms.map((arm) => resolve(document, arm, name, value))
    const fitting = flat
      .filter((arm) => fitsKind(arm.schema, value))
      .toSorted((a, b) => common(b.schema, value) - common(a.schema, value))
    return fitting[0] ?? { schema: {}, name }
  }
  const parts = objects(schema.allOf).map((part) => resolve(document, part, name, value).schema)
  if (parts.length === 0) return { schema, name }
  return {
    schema: { ...schema, properties: Object.assign({}, ...parts.map((part) => child(part, 'properties'))) },
    name,
  }
}

function fitsKind(schema: Json, value: unknown): boolean {
  if (Array.isArray(value)) return schema.type === 'array'
  if (!isObject(value)) return false
  return schema.type === 'object' || child(schema, 'properties') !== undefined
}

function common(schema: Json, value: unknown): number {
  const properties = child(schema, 'properties') ?? {}
  return isObject(value) ? Object.keys(value).filter((key) => key in properties).length : 0
}
