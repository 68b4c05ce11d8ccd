import type {
  BodyModel,
  DefinitionModel,
  ErrorModel,
  PermissionSetDefinition,
  SubscriptionDefinition,
} from '../model/definition.ts'
import { definitionId, type DocumentModel } from '../model/document.ts'
import type { CheckedDocument } from './check-document.ts'
import { describedOf, type Position, toObject, toSchema, within } from './to-schema.ts'
import type { Data } from './walk-document.ts'

/** Makes the model of a document that has been checked. */
export function toDocument({ id, file, source, content }: CheckedDocument): DocumentModel {
  const defs = content['defs'] as Record<string, Data>
  const at: Position = { document: id, path: 'defs' }
  return {
    id,
    module: `lexicons/${id}`,
    file,
    source,
    ...describedOf(content),
    definitions: Object.entries(defs).map(([name, node]) => toDefinition(name, node, within(at, name))),
  }
}

function toDefinition(name: string, node: Data, at: Position): DefinitionModel {
  const base = { id: definitionId(at.document, name), name, ...describedOf(node) }
  const { type } = node
  switch (type) {
    case 'record':
      return {
        kind: type,
        ...base,
        key: node['key'] as string,
        schema: toObject(node['record'] as Data, within(at, 'record')),
      }
    case 'query':
      return { kind: type, ...base, ...endpoint(node, at), ...body(node, 'output', at) }
    case 'procedure':
      return {
        kind: type,
        ...base,
        ...endpoint(node, at),
        ...body(node, 'input', at),
        ...body(node, 'output', at),
      }
    case 'subscription':
      return {
        kind: type,
        ...base,
        ...endpoint(node, at),
        ...(node['subprotocol'] !== undefined && { subprotocol: node['subprotocol'] as string }),
        message: message(node, at),
      }
    case 'permission-set':
      return { kind: type, ...base, ...permissionSet(node) }
    default: {
      const schema = toSchema(node, at)
      return { kind: 'schema', ...base, schema, ...(schema.kind === 'object' && { tag: base.id }) }
    }
  }
}

function endpoint(node: Data, at: Position): { params?: ReturnType<typeof toObject>; errors: ErrorModel[] } {
  const errors = (node['errors'] ?? []) as ErrorModel[]
  const params = node['parameters'] as Data | undefined
  return { ...(params && { params: toObject(params, within(at, 'parameters')) }), errors }
}

function body<K extends 'input' | 'output'>(node: Data, key: K, at: Position): { [P in K]?: BodyModel } {
  const data = node[key] as Data | undefined
  if (!data) return {}
  const schema = data['schema'] as Data | undefined
  const model: BodyModel = {
    ...describedOf(data),
    encoding: data['encoding'] as string,
    ...(schema && { schema: toSchema(schema, within(within(at, key), 'schema')) }),
  }
  return { [key]: model } as { [P in K]?: BodyModel }
}

function message(node: Data, at: Position): SubscriptionDefinition['message'] {
  const { schema } = node['message'] as { schema: Data }
  return toSchema(schema, within(within(at, 'message'), 'schema'))
}

function permissionSet(node: Data): Omit<PermissionSetDefinition, 'kind' | 'id' | 'name'> {
  const texts = {
    title: node['title'],
    titles: node['title:lang'],
    detail: node['detail'],
    details: node['detail:lang'],
  }
  const present = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined))
  return { ...present, permissions: node['permissions'] as PermissionSetDefinition['permissions'] }
}
