import type { StatementStructures } from 'ts-morph'
import type {
  DefinitionModel,
  PermissionSetDefinition,
  RecordDefinition,
  SchemaDefinition,
} from '../model/definition.ts'
import type { Plan } from '../plan/plan.ts'
import type { Scope } from '../plan/scope.ts'
import { literal, pure, quote, tallObjectCode } from './code.ts'
import { emitEndpoint } from './endpoint.ts'
import { fieldsCode } from './kinds/object.ts'
import { emitOperation } from './operation.ts'
import { constant, declareType, typeAlias } from './statements.ts'
import { walk } from './walk.ts'

/** The statements of one definition. */
export function emitDefinition(definition: DefinitionModel, plan: Plan, scope: Scope): StatementStructures[] {
  switch (definition.kind) {
    case 'schema':
      return emitSchema(definition, scope.withUse(plan.sentOnly.has(definition.id) ? 'sent' : 'received'))
    case 'record':
      return emitRecord(definition, scope)
    case 'permission-set':
      return [emitPermissionSet(definition, scope)]
    case 'query':
    case 'procedure':
    case 'subscription':
      return emitEndpoint(definition, plan, scope)
    case 'operation':
      return emitOperation(definition, plan, scope)
    default:
      throw new Error(`no emitter for the definition kind ${String((definition as DefinitionModel).kind)}`)
  }
}

function emitSchema(definition: SchemaDefinition, scope: Scope): StatementStructures[] {
  const { id, schema, tag } = definition
  const [type, value] = [scope.typeOf(id), scope.valueOf(id)]
  if (schema.kind === 'token')
    return [typeAlias(type, quote(id), definition), constant(value, type, quote(id), definition)]
  return [
    ...declareType(type, schema, scope, definition, tag),
    constant(value, `${scope.runtimeType('Schema')}<${type}>`, schemaCode(definition, scope), definition),
  ]
}

function schemaCode({ schema, tag }: SchemaDefinition, scope: Scope): string {
  switch (schema.kind) {
    case 'object':
      return tag === undefined
        ? pure(walk.schema(schema, scope))
        : pure(`${scope.runtime('typed')}(${quote(tag)}, ${fieldsCode(schema, scope, walk)})`)
    // These refer to others, which may not be there yet when the module is loaded.
    case 'array':
    case 'map':
    case 'nullable':
    case 'ref':
    case 'union':
      return pure(`${scope.runtime('lazy')}(() => ${walk.schema(schema, scope)})`)
    default:
      return pure(walk.schema(schema, scope))
  }
}

function emitRecord(definition: RecordDefinition, scope: Scope): StatementStructures[] {
  const { id, key, schema } = definition
  const type = scope.typeOf(id)
  const call = `${scope.runtime('record')}(${quote(id)}, ${quote(key)}, ${fieldsCode(schema, scope, walk)})`
  return [
    ...declareType(type, schema, scope, definition, id),
    constant(
      scope.valueOf(id),
      `${scope.runtimeType('RecordSchema')}<${type}, ${quote(key)}>`,
      pure(call),
      definition,
    ),
  ]
}

function emitPermissionSet(definition: PermissionSetDefinition, scope: Scope): StatementStructures {
  const { id, kind, title, titles, detail, details, permissions } = definition
  const members = Object.entries({ kind, nsid: id, title, titles, detail, details, permissions })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, literal(value)] as const)
  const description = definition.description ?? detail ?? title
  const docs = { ...definition, ...(description !== undefined && { description }) }
  return constant(scope.valueOf(id), scope.runtimeType('PermissionSet'), tallObjectCode(members), docs)
}
