import { definitionId } from '../model/document.ts'
import { joinPath } from '../model/problem.ts'
import type { Described, ObjectModel, PropertyModel, Reference, SchemaModel } from '../model/schema.ts'
import type { Data } from './walk-document.ts'

/** Where a construct stands: in which document, and at which path of it. */
export interface Position {
  readonly document: string
  readonly path: string
}

/** Makes a schema of a construct that has been checked. */
export function toSchema(node: Data, at: Position): SchemaModel {
  const described = describedOf(node)
  const { type } = node
  switch (type) {
    case 'string':
      return pick(node, { kind: type, ...described }, [
        ...['format', 'minLength', 'maxLength', 'minGraphemes', 'maxGraphemes'],
        ...['enum', 'knownValues', 'const', 'default'],
      ])
    case 'integer':
      return pick(node, { kind: type, ...described }, ['minimum', 'maximum', 'enum', 'const', 'default'])
    case 'boolean':
      return pick(node, { kind: type, ...described }, ['const', 'default'])
    case 'bytes':
      return pick(node, { kind: type, ...described }, ['minLength', 'maxLength'])
    case 'blob':
      return pick(node, { kind: type, ...described }, ['accept', 'maxSize'])
    case 'cid-link':
    case 'unknown':
    case 'token':
      return { kind: type, ...described }
    case 'array':
      return pick(
        node,
        { kind: type, ...described, items: toSchema(node['items'] as Data, within(at, 'items')) },
        ['minLength', 'maxLength'],
      )
    case 'object':
    case 'params':
      return toObject(node, at)
    case 'ref':
      return { kind: type, ...described, ...toReference(node['ref'] as string, within(at, 'ref')) }
    case 'union': {
      const refs = node['refs'] as string[]
      const members = refs.map((ref, index) => toReference(ref, within(within(at, 'refs'), index)))
      return { kind: type, ...described, members, closed: node['closed'] === true }
    }
    default:
      throw new Error(`no model for the construct ${String(type)} at ${at.path} of ${at.document}`)
  }
}

/** Makes the model of an object, of parameters too. */
export function toObject(node: Data, at: Position): ObjectModel {
  const required = (node['required'] ?? []) as string[]
  const nullable = (node['nullable'] ?? []) as string[]
  const inside = within(at, 'properties')
  const properties = Object.entries((node['properties'] ?? {}) as Record<string, Data>).map(
    ([name, property]): PropertyModel => ({
      name,
      schema: toSchema(property, within(inside, name)),
      required: required.includes(name),
      nullable: nullable.includes(name),
    }),
  )
  return { kind: 'object', ...describedOf(node), properties }
}

export function describedOf(node: Data): Described {
  return pick(node, {}, ['description', 'deprecated'])
}

export function within(at: Position, key: string | number): Position {
  return { document: at.document, path: joinPath(at.path, key) }
}

/** Understands `#name`, `nsid`, `nsid#name`, and each of them behind `lex:`. */
function toReference(ref: string, at: Position): Reference {
  const [document, name = 'main'] = ref.replace(/^lex:/, '').split('#') as [string, string?]
  return { target: definitionId(document || at.document, name || 'main'), path: at.path }
}

function pick<T extends object>(node: Data, model: T, names: readonly string[]): T {
  const present = names.filter((name) => node[name] !== undefined)
  return { ...model, ...Object.fromEntries(present.map((name) => [name, node[name]])) }
}
