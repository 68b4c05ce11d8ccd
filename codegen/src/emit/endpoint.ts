import type { StatementStructures } from 'ts-morph'
import {
  bodiesOf,
  type BodyModel,
  type EndpointModel,
  isJson,
  type Part,
  partsOf,
} from '../model/definition.ts'
import type { SchemaModel } from '../model/schema.ts'
import type { Plan } from '../plan/plan.ts'
import type { Scope, Use } from '../plan/scope.ts'
import { arrayCode, pure, quote, tallObjectCode } from './code.ts'
import { descriptorType, endpointType } from './endpoint-type.ts'
import { fieldsCode } from './kinds/object.ts'
import { constant, declareType } from './statements.ts'
import { walk } from './walk.ts'

const LEADS: Readonly<Record<Part['role'], string>> = {
  type: '',
  params: 'Parameters of',
  input: 'Input of',
  body: 'Body of',
  output: 'Response of',
  message: 'Message of',
}

/** The types of what goes in and comes out of an endpoint, and its descriptor. */
export function emitEndpoint(endpoint: EndpointModel, plan: Plan, scope: Scope): StatementStructures[] {
  const types = partsOf(endpoint).flatMap(({ role, schema }) =>
    declareType(scope.partOf(schema), schema, scope.withUse(useOf(role)), {
      lead: `${LEADS[role]} \`${endpoint.id}\`.`,
      ...describedPart(endpoint, role, schema),
    }),
  )
  const type = descriptorType(endpointType(endpoint, plan, scope), scope)
  return [
    ...types,
    constant(scope.valueOf(endpoint.id), type, descriptorCode(endpoint, plan, scope), endpoint),
  ]
}

function useOf(role: Part['role']): Use {
  if (role === 'params') return 'params'
  return role === 'input' ? 'sent' : 'received'
}

/** What is said of a body counts more than what is said of its schema. */
function describedPart(
  endpoint: EndpointModel,
  role: Part['role'],
  schema: SchemaModel,
): { description?: string } {
  const bodies = bodiesOf(endpoint)
  const body = role === 'input' || role === 'output' ? bodies[role] : undefined
  const description = body?.description ?? schema.description
  return description === undefined ? {} : { description }
}

function descriptorCode(endpoint: EndpointModel, plan: Plan, scope: Scope): string {
  const { id, kind, params, errors } = endpoint
  const { input, output } = bodiesOf(endpoint)
  const page = plan.pages.get(id)
  const members: [string, string][] = []
  if (params) members.push(['params', topLevelSchema(params, scope)])
  if (input) members.push(['body', bodyCode(input, scope)])
  if (output) members.push(['output', bodyCode(output, scope)])
  if (kind === 'subscription') {
    if (endpoint.subprotocol) members.push(['subprotocol', quote(endpoint.subprotocol)])
    members.push(['message', topLevelSchema(endpoint.message, scope)])
  }
  if (errors.length > 0) members.push(['errors', arrayCode(errors.map(({ name }) => quote(name)))])
  if (page?.property !== undefined) members.push(['items', quote(page.property)])
  const parts = members.length > 0 ? `, ${tallObjectCode(members)}` : ''
  return `/*#__PURE__*/ ${scope.runtime(page ? 'pagedQuery' : kind)}(${quote(id)}${parts})`
}

function bodyCode(body: BodyModel, scope: Scope): string {
  return isJson(body) && body.schema ? topLevelSchema(body.schema, scope) : quote(body.encoding)
}

/** A schema that is made when the module is loaded: what it refers to may not be there yet. */
function topLevelSchema(schema: SchemaModel, scope: Scope): string {
  if (schema.kind === 'object') return pure(`${scope.runtime('object')}(${fieldsCode(schema, scope, walk)})`)
  if (schema.kind === 'ref') return pure(`${scope.runtime('lazy')}(() => ${walk.schema(schema, scope)})`)
  return pure(walk.schema(schema, scope))
}
