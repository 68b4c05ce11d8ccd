import { joinPath } from '../model/problem.ts'
import { attributesOf, type Place, PLACES, RANGES, SUBPROTOCOLS, UNTYPED } from './constructs.ts'

export type Data = Readonly<Record<string, unknown>>
export type Report = (path: string, message: string) => void

/** A part that the official parser would refuse where it stands, and would accept by itself. */
export interface Detached {
  readonly path: string
  readonly node: Data
}

/** What the walk makes of a document. */
export interface WalkedDocument {
  /** The document as the official parser knows the language. */
  readonly document: Data
  readonly detached: readonly Detached[]
}

const OFFICIAL_IN_ARRAY: ReadonlySet<unknown> = new Set([
  'boolean',
  'integer',
  'string',
  'unknown',
  'bytes',
  'cid-link',
  'blob',
  'ref',
  'union',
])

/**
 * Walks over every construct of a document: reports what the language does not have, and takes out what is legal but
 * refused by the official parser (objects inside objects, arrays of arrays, references and unions as definitions).
 */
export function walkDocument(document: Data, report: Report): WalkedDocument {
  const detached: Detached[] = []
  const walk = new Walk(report, detached)
  walk.attributes(document, '', UNTYPED.document, 'a document')
  const { defs } = document
  if (!isData(defs)) return { document, detached }
  const standIns = mapValues(defs, 'defs', (node, path, name) =>
    walk.detachUnless(
      walk.node(node, path, name === 'main' ? 'main' : 'definition'),
      path,
      !isReference(node),
    ),
  )
  return { document: { ...document, defs: standIns }, detached }
}

class Walk {
  readonly #report: Report
  readonly #detached: Detached[]

  constructor(report: Report, detached: Detached[]) {
    this.#report = report
    this.#detached = detached
  }

  /** Visits a typed construct; returns what the official parser is given in its place. */
  node(node: unknown, path: string, place: Place): unknown {
    if (!isData(node)) return node
    const { type } = node
    const types: readonly string[] = PLACES[place]
    if (typeof type !== 'string' || !types.includes(type)) {
      const found = type === undefined ? 'nothing' : JSON.stringify(type)
      this.#report(joinPath(path, 'type'), `unknown construct ${found}, expected one of ${types.join(', ')}`)
      return node
    }
    this.attributes(node, path, attributesOf(type), `a construct of type ${type}`)
    this.#ranges(node, path)
    return this.#children(node, path, type)
  }

  attributes(node: Data, path: string, known: readonly string[], what: string): void {
    for (const key of Object.keys(node)) {
      if (known.includes(key)) continue
      this.#report(joinPath(path, key), `unknown attribute of ${what}, expected one of ${known.join(', ')}`)
    }
  }

  /** Hides a construct from the official parser's view of the whole, to be checked by itself. */
  detachUnless(node: unknown, path: string, official: boolean): unknown {
    if (official || !isData(node)) return node
    this.#detached.push({ path, node })
    return { type: 'unknown' }
  }

  #children(node: Data, path: string, type: string): Data {
    switch (type) {
      case 'object':
        return this.#properties(node, path, 'value')
      case 'params':
        return this.#properties(node, path, 'param')
      case 'array':
        return this.#items(node, path, 'value')
      case 'record':
        return { ...node, ...this.#child(node, path, 'record', 'record') }
      case 'query':
      case 'procedure':
      case 'subscription':
        return this.#endpoint(node, path)
      default:
        return node
    }
  }

  #endpoint(node: Data, path: string): Data {
    if (Array.isArray(node['errors'])) {
      node['errors'].forEach((error: unknown, index) => {
        if (isData(error))
          this.attributes(error, joinPath(`${path}.errors`, index), UNTYPED.error, 'an error')
      })
    }
    const { subprotocol, ...rest } = node
    if (subprotocol !== undefined && !SUBPROTOCOLS.includes(subprotocol as string)) {
      const got = JSON.stringify(subprotocol)
      this.#report(joinPath(path, 'subprotocol'), `expected ${SUBPROTOCOLS.join(', ')}, got ${got}`)
    }
    return {
      // The official parser does not know subprotocols.
      ...rest,
      ...this.#child(node, path, 'parameters', 'params'),
      ...this.#body(node, path, 'input'),
      ...this.#body(node, path, 'output'),
      ...this.#body(node, path, 'message'),
    }
  }

  #body(node: Data, path: string, key: 'input' | 'output' | 'message'): Data {
    const body = node[key]
    if (!isData(body)) return {}
    const at = joinPath(path, key)
    const [known, place] = key === 'message' ? [UNTYPED.message, key] : [UNTYPED.body, 'body' as const]
    this.attributes(body, at, known, key === 'message' ? 'a message' : 'a body')
    return { [key]: { ...body, ...this.#child(body, at, 'schema', place) } }
  }

  #child(node: Data, path: string, key: string, place: Place): Data {
    return node[key] === undefined ? {} : { [key]: this.node(node[key], joinPath(path, key), place) }
  }

  #properties(node: Data, path: string, place: 'value' | 'param'): Data {
    const { properties } = node
    if (!isData(properties)) return node
    return {
      ...node,
      properties: mapValues(properties, joinPath(path, 'properties'), (property, at) => {
        if (place === 'param') return this.#param(property, at)
        return this.detachUnless(
          this.node(property, at, place),
          at,
          !isData(property) || property['type'] !== 'object',
        )
      }),
    }
  }

  #param(node: unknown, path: string): unknown {
    if (!isData(node) || node['type'] !== 'array') return this.node(node, path, 'param')
    this.attributes(node, path, attributesOf('array'), 'a construct of type array')
    this.#ranges(node, path)
    return { ...node, ...this.#child(node, path, 'items', 'paramItem') }
  }

  #items(node: Data, path: string, place: Place): Data {
    const { items } = node
    if (items === undefined) return node
    const at = joinPath(path, 'items')
    const official = !isData(items) || OFFICIAL_IN_ARRAY.has(items['type'])
    return { ...node, items: this.detachUnless(this.node(items, at, place), at, official) }
  }

  #ranges(node: Data, path: string): void {
    for (const [low, high] of RANGES) {
      const [min, max] = [node[low], node[high]]
      if (typeof min === 'number' && typeof max === 'number' && min > max) {
        this.#report(joinPath(path, low), `expected at most ${high}, which is ${max}, got ${min}`)
      }
    }
    if (Array.isArray(node['enum']) && node['enum'].length === 0) {
      this.#report(joinPath(path, 'enum'), 'expected at least one value')
    }
  }
}

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isReference(node: unknown): boolean {
  return isData(node) && (node['type'] === 'ref' || node['type'] === 'union')
}

function mapValues(
  values: Data,
  path: string,
  map: (value: unknown, path: string, name: string) => unknown,
): Data {
  // fromEntries defines own properties, so that one called `__proto__` stays one.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, map(value, joinPath(path, name), name)]),
  )
}
