import type { StatementStructures } from 'ts-morph'
import { type BodyModel, type EndpointModel, isJson, type Part, partsOf } from '../model/definition.ts'
import type { SchemaModel } from '../model/schema.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import type { Scope, Use } from '../plan/scope.ts'
import { arrayCode, pure, quote, tallObjectCode } from './code.ts'
import { endpointType } from './endpoint-type.ts'
import { fieldsCode } from './kinds/object.ts'
import { constant, declareType } from './statements.ts'
import { walk } from './walk.ts'

const LEADS: Readonly<Record<Part['role'], string>> = {
  type: '',
  params: 'Parameters of',
  input: 'Input of',
  body: 'Body of',
  output: 'Answer of',
  message: 'Message of',
}

/** The types of what goes in and comes out of an endpoint, and its descriptor. */
export function emitEndpoint(
  endpoint: EndpointModel,
  plan: LexiconPlan,
  scope: Scope,
): StatementStructures[] {
  const types = partsOf(endpoint).flatMap(({ role, schema }) =>
    declareType(scope.partOf(schema), schema, scope.withUse(useOf(role)), {
      lead: `${LEADS[role]} \`${endpoint.id}\`.`,
      ...describedPart(endpoint, role, schema),
    }),
  )
  const { variant, types: args } = endpointType(endpoint, plan, scope)
  const type = `${scope.runtimeType(variant)}<${args.join(', ')}>`
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
  const body = (endpoint as unknown as Record<string, BodyModel | undefined>)[role]
  const description = body?.description ?? schema.description
  return description === undefined ? {} : { description }
}

function descriptorCode(endpoint: EndpointModel, plan: LexiconPlan, scope: Scope): string {
  const page = plan.pages.get(endpoint.id)
  const members: [string, string][] = [
    ['kind', quote(endpoint.kind)],
    ['nsid', quote(endpoint.id)],
  ]
  if (endpoint.params) members.push(['params', topLevelSchema(endpoint.params, scope)])
  if (endpoint.kind === 'procedure' && endpoint.input)
    members.push(['input', bodyCode(endpoint.input, scope)])
  if (endpoint.kind === 'subscription') members.push(['message', topLevelSchema(endpoint.message, scope)])
  else if (endpoint.output) members.push(['output', bodyCode(endpoint.output, scope)])
  if (endpoint.errors.length > 0)
    members.push(['errors', arrayCode(endpoint.errors.map(({ name }) => quote(name)))])
  if (page) members.push(['paginated', quote(page.property)])
  return tallObjectCode(members)
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
