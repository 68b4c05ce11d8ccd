import { type BodyModel, type EndpointModel, isJson, isText, jsonSchema } from '../model/definition.ts'
import type { ObjectModel } from '../model/schema.ts'
import { resolveSchema } from '../plan/pagination.ts'
import type { Plan } from '../plan/plan.ts'
import type { Scope } from '../plan/scope.ts'
import { walk } from './walk.ts'

/** What an endpoint is called with and what it returns, as types. */
export interface EndpointType {
  readonly kind: EndpointModel['kind']
  /** The arguments before the options, as the members of a tuple; each with a comma behind. */
  readonly args: string
  readonly options: string
  readonly output: string
  /** Of a page. */
  readonly item?: string
}

/** Says at the call what must be given and what comes back. */
export function endpointType(endpoint: EndpointModel, plan: Plan, scope: Scope): EndpointType {
  const { kind } = endpoint
  const params = endpoint.params ? scope.partOf(endpoint.params) : scope.runtimeType('NoParams')
  const paramsArg = `params${needsNothing(endpoint.params) ? '?' : ''}: ${params}`
  const anyOptions = `options?: ${scope.runtimeType('CallOptions')}`
  switch (endpoint.kind) {
    case 'query': {
      const page = plan.pages.get(endpoint.id)
      const output = bodyType(endpoint.output, scope)
      const item = page && { item: walk.type(page.items, scope) }
      return { kind, args: paramsArg, options: anyOptions, output, ...item }
    }
    case 'procedure': {
      const { input } = endpoint
      const type =
        !input || isJson(input) ? bodyType(input, scope, 'undefined') : scope.runtimeType('BinaryBody')
      const isNeeded = endpoint.params !== undefined || !isOptional(input, plan)
      const options = endpoint.params
        ? `options: ${scope.runtimeType('ParamOptions')}<${params}>`
        : anyOptions
      return {
        kind,
        args: `input${isNeeded ? '' : '?'}: ${type}`,
        options,
        output: bodyType(endpoint.output, scope),
      }
    }
    default:
      return { kind, args: paramsArg, options: '', output: scope.partOf(endpoint.message) }
  }
}

/** The type of an endpoint's description. */
export function descriptorType({ kind, args, options, output, item }: EndpointType, scope: Scope): string {
  if (kind === 'subscription') return `${scope.runtimeType('Subscription')}<[${args}], ${output}>`
  const types = [`[${args}, ${options}]`, output]
  return item === undefined
    ? `${scope.runtimeType('CallableEndpoint')}<${types.join(', ')}>`
    : `${scope.runtimeType('PagedEndpoint')}<${types.join(', ')}, ${item}>`
}

/** The type of an endpoint's method in the tree. */
export function methodType({ kind, args, options, output, item }: EndpointType, scope: Scope): string {
  if (kind === 'subscription') return `${scope.runtimeType('SubscriptionMethod')}<[${args}], ${output}>`
  return item === undefined
    ? `${scope.runtimeType('Method')}<[${args}, ${options}], ${output}>`
    : `${scope.runtimeType('PagedQueryMethod')}<[${args}], ${output}, ${item}>`
}

/** Whether an endpoint can be called without its input. */
function isOptional(input: BodyModel | undefined, plan: Plan): boolean {
  if (!input) return true
  const schema = resolveSchema(jsonSchema(input), plan.definitions)
  return schema?.kind === 'object' && needsNothing(schema)
}

function needsNothing(object: ObjectModel | undefined): boolean {
  return !object?.properties.some(({ required }) => required)
}

function bodyType(body: BodyModel | undefined, scope: Scope, absent = 'void'): string {
  if (!body) return absent
  if (!isJson(body)) return isText(body.encoding) ? 'string' : 'Response'
  return body.schema ? scope.partOf(body.schema) : 'unknown'
}
