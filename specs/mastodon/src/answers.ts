import { posix } from 'node:path'
import { child, isObject, METHODS, objects, type Json, type Operation, type Spec } from './load.ts'

export const SHARED = 'components/responses.yaml'

type Takes = (path: string, operation: Json) => boolean

/** What `x-implied-by` may say, and which operations it means. */
export const CAUSES: Readonly<Record<string, Takes>> = {
  call: () => true,
  token: (_, { security }) => objects(security).some((requirement) => Object.keys(requirement).length > 0),
  path: (path) => path.includes('{'),
  body: (_, { requestBody }) => requestBody !== undefined,
}

/** The shared answers that an operation gives because of what it takes: names by status. */
export function impliedAnswers(path: string, operation: Json, shared: Json): Map<string, string> {
  const implied = new Map<string, string>()
  for (const [name, answer] of Object.entries(shared)) {
    if (!isObject(answer) || !CAUSES[String(answer['x-implied-by'])]?.(path, operation)) continue
    implied.set(String(answer['x-status']), name)
  }
  return implied
}

function withImplied(path: string, operation: Json, shared: Json, base: string): Json {
  const implied = [...impliedAnswers(path, operation, shared)]
  const references = implied.map(([status, name]) => [status, { $ref: `${base}/${name}` }])
  return { ...Object.fromEntries(references), ...child(operation, 'responses') }
}

/** Every answer of an operation by its status, those that it does not name included. References are as in its file. */
export function answersOf(spec: Spec, { path, file, node }: Operation): Json {
  const base = `${posix.relative(posix.dirname(file), SHARED)}#`
  return withImplied(path, node, spec.files.get(SHARED) ?? {}, base)
}

/** Writes the implied answers into a bundle, whose readers know no rules. */
export function writeAnswers(document: unknown): void {
  if (!isObject(document)) return
  const shared = child(child(document, 'components'), 'responses') ?? {}
  for (const [path, item] of Object.entries(child(document, 'paths') ?? {})) {
    for (const method of METHODS) {
      const operation = isObject(item) ? child(item, method) : undefined
      if (operation) operation.responses = withImplied(path, operation, shared, '#/components/responses')
    }
  }
}
