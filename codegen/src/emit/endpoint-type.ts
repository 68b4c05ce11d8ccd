import { type BodyModel, type EndpointModel, isJson, jsonSchema } from '../model/definition.ts'
import type { ObjectModel } from '../model/schema.ts'
import { resolveSchema } from '../plan/pagination.ts'
import type { LexiconPlan } from '../plan/plan.ts'
import type { Scope } from '../plan/scope.ts'
import { walk } from './walk.ts'

/** The type of a descriptor: which form it has, and what of. */
export interface EndpointType {
  /** `PagedQuery`. */
  readonly variant: string
  readonly types: readonly string[]
}

/** Chooses the form that says at the call what must be given and what comes back. */
export function endpointType(endpoint: EndpointModel, plan: LexiconPlan, scope: Scope): EndpointType {
  const params = endpoint.params ? scope.partOf(endpoint.params) : scope.runtimeType('NoParams')
  switch (endpoint.kind) {
    case 'query': {
      const types = [params, bodyType(endpoint.output, 'Response', scope)]
      const optional = needsNothing(endpoint.params) ? 'Optional' : ''
      const page = plan.pages.get(endpoint.id)
      if (!page) return { variant: `${optional}Query`, types }
      return { variant: `${optional}PagedQuery`, types: [...types, walk.type(page.schema.items, scope)] }
    }
    case 'procedure': {
      const input = bodyType(endpoint.input, scope.runtimeType('BinaryBody'), scope, 'undefined')
      const output = bodyType(endpoint.output, 'Response', scope)
      if (endpoint.params) return { variant: 'ParamProcedure', types: [params, input, output] }
      const optional = isOptional(endpoint.input, plan) ? 'Optional' : ''
      return { variant: `${optional}Procedure`, types: [input, output] }
    }
    case 'subscription': {
      const optional = needsNothing(endpoint.params) ? 'Optional' : ''
      return { variant: `${optional}Subscription`, types: [params, scope.partOf(endpoint.message)] }
    }
    default:
      throw new Error(`no type for the endpoint kind ${String((endpoint as EndpointModel).kind)}`)
  }
}

/** Whether an endpoint can be called without its input. */
function isOptional(input: BodyModel | undefined, plan: LexiconPlan): boolean {
  if (!input) return true
  const schema = resolveSchema(jsonSchema(input), plan.definitions)
  return schema?.kind === 'object' && needsNothing(schema)
}

function needsNothing(object: ObjectModel | undefined): boolean {
  return !object?.properties.some(({ required }) => required)
}

function bodyType(body: BodyModel | undefined, binary: string, scope: Scope, absent = 'void'): string {
  if (!body) return absent
  if (!isJson(body)) return binary
  return body.schema ? scope.partOf(body.schema) : 'unknown'
}
