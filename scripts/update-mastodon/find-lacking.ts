import type { Lines } from '../../specs/mastodon/src/compare/lines.ts'
import { specEntityLines } from '../../specs/mastodon/src/compare/spec-entities.ts'
import { specOperationLines } from '../../specs/mastodon/src/compare/spec-operations.ts'
import type { Spec } from '../../specs/mastodon/src/load.ts'
import type { Documented, DocumentedField } from './read-documentation.ts'

/** What a document is looked through by. */
interface Held {
  readonly operations: Lines
  readonly entities: Lines
  /** Names of entities that the document calls otherwise. */
  readonly names: Readonly<Record<string, string>>
}

/**
 * What is documented and the document of the API lacks. What an operation or entity that is lacking consists of is not told
 * again.
 */
export function findLacking(
  documented: readonly Documented[],
  spec: Spec,
  names: Readonly<Record<string, string>>,
): Documented[] {
  const held: Held = { operations: specOperationLines(spec), entities: specEntityLines(spec), names }
  return documented.filter((one) => lacks(one, held))
}

function lacks(one: Documented, held: Held): boolean {
  switch (one.kind) {
    case 'operation':
      return !held.operations.has(one.operation)
    case 'parameter':
      return (
        held.operations.has(one.operation) &&
        !held.operations.has(`${one.operation} ${one.place} ${one.name}`)
      )
    case 'field':
      return lacksField(one, held)
  }
}

function lacksField({ entity, path }: DocumentedField, held: Held): boolean {
  const plain = entity.replaceAll('::', '')
  let at: string | undefined = held.names[plain] ?? plain
  for (const [index, name] of path.entries()) {
    const field = findField(held.entities, at, name)
    // Inside something that is lacking, or has no names of its own, there is nothing to tell of.
    if (field === undefined) return index === path.length - 1
    at = /\bref (\w+)/.exec(held.entities.get(`${field} type`) ?? '')?.[1]
    if (at === undefined) return false
  }
  return false
}

/** The line of a field, of an entity or of what it extends. */
function findField(entities: Lines, entity: string, name: string): string | undefined {
  for (let at: string | undefined = entity; at !== undefined; at = entities.get(`schema ${at} extends`)) {
    if (entities.has(`schema ${at}.${name}`)) return `schema ${at}.${name}`
  }
  return undefined
}
