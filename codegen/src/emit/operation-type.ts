import type { OperationDefinition } from '../model/definition.ts'
import type { ObjectModel, SchemaModel } from '../model/schema.ts'
import type { Plan } from '../plan/plan.ts'
import { answerKind, redirects } from '../plan/plan-rest.ts'
import type { Scope } from '../plan/scope.ts'
import { groupType, quote, unionType } from './code.ts'
import { walk } from './walk.ts'

/** Whether an operation can be called without arguments; of a tree, the path has been given already. */
export function needsNothing({ params, body, headers }: OperationDefinition): boolean {
  return !needsParams(params) && !needsBody(body) && !headers.some(({ required }) => required)
}

/** Whether parameters must be given. */
export function needsParams(params: ObjectModel | undefined): boolean {
  return params?.properties.some(({ required }) => required) ?? false
}

/** Whether a body must be given. */
export function needsBody(body: OperationDefinition['body']): boolean {
  if (!body) return false
  const { schema, required } = body
  return required && !(schema.kind === 'object' && !needsParams(schema) && !schema.extends)
}

/** The type of what comes back, where generic types are given the scope's floor. */
export function outputType(operation: OperationDefinition, plan: Plan, scope: Scope): string {
  const { answer } = operation
  if (redirects(operation)) return 'Response'
  const type = bodyType(operation, scope)
  const absent = absentNames(operation, plan)
  const whole = absent.length > 0 ? `Omit<${type}, ${absent.map(quote).join(' | ')}>` : type
  if (type === 'void' || !answer.mayBeEmpty) return whole
  return type === 'unknown' ? type : unionType([whole, 'undefined'])
}

function bodyType(operation: OperationDefinition, scope: Scope): string {
  switch (answerKind(operation)) {
    case 'empty':
      return 'void'
    case 'text':
      return 'string'
    case 'binary':
      return 'Response'
    default:
      return operation.answer.schema ? walk.type(operation.answer.schema, scope) : 'unknown'
  }
}

/** The properties that the entity has elsewhere, and not in the answer of this operation. */
export function absentNames({ id, answer }: OperationDefinition, plan: Plan): string[] {
  if (answer.schema?.kind !== 'ref') return []
  const definition = plan.definitions.get(answer.schema.target)
  if (definition?.kind !== 'schema' || definition.schema.kind !== 'object') return []
  return definition.schema.properties.filter(({ absentIn }) => absentIn?.includes(id)).map(({ name }) => name)
}

/** The arguments of an operation, as a tuple. */
export function argsTuple(args: string, isOptional: boolean): string {
  return `[args${isOptional ? '?' : ''}: ${args}]`
}

/** The type of the items of a page. */
export function itemType(items: SchemaModel, scope: Scope): string {
  return groupType(walk.type(items, scope))
}
