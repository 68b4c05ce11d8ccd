import type { ApiDocument, Operation } from './document.ts'
import { existsIn } from './version.ts'

/** Where a request goes. */
export interface Route {
  operation: Operation
  /** Path parameters, decoded. */
  path: Readonly<Record<string, string>>
}

/** What the router says: a route, a route that the pretended version lacks, or nothing of that name. */
export type Routing = { route: Route; known: boolean } | undefined

interface Entry {
  segments: readonly string[]
  operation: Operation
  methods: readonly string[]
}

/** Finds operations by method and path, words before parameters. */
export function createRouter(
  document: ApiDocument,
  version: string,
): (method: string, path: string) => Routing {
  const entries: Entry[] = [...document.operations.values()].map((operation) => ({
    operation,
    segments: operation.path.split('/').slice(1),
    methods: [operation.method],
  }))
  // The other verbs come last: where one has an operation of its own, that one answers.
  for (const operation of document.operations.values()) {
    if (operation.alsoMethods.length === 0) continue
    entries.push({ operation, segments: operation.path.split('/').slice(1), methods: operation.alsoMethods })
  }
  return (method, path) => {
    const segments = path.split('/').slice(1)
    const found = entries
      .filter((entry) => entry.methods.includes(method) && matches(entry.segments, segments))
      .map((entry, order) => ({ ...entry, order }))
      .sort((a, b) => parameters(a.segments) - parameters(b.segments) || a.order - b.order)
    const entry = found[0]
    if (!entry) return undefined
    const route = { operation: entry.operation, path: extract(entry.segments, segments) }
    return { route, known: existsIn(version, entry.operation) }
  }
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}

function parameters(segments: readonly string[]): number {
  return segments.filter(isParameter).length
}

function matches(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, index) => (isParameter(part) ? segments[index] !== '' : part === segments[index]))
  )
}

function extract(template: readonly string[], segments: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [index, part] of template.entries()) {
    if (isParameter(part)) found[part.slice(1, -1)] = decode(segments[index] ?? '')
  }
  return found
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
