import type { InterfaceDeclarationStructure, StatementStructures } from 'ts-morph'
import type { OperationDefinition, ParameterModel } from '../model/definition.ts'
import type { SchemaModel } from '../model/schema.ts'
import type { OperationNames, Plan } from '../plan/plan.ts'
import { answerKind } from '../plan/plan-rest.ts'
import type { Scope } from '../plan/scope.ts'
import { arrayCode, literal, pure, quote, tallObjectCode, typeKey } from './code.ts'
import { docsOf } from './docs.ts'
import {
  absentNames,
  itemType,
  needsBody,
  needsNothing,
  needsParams,
  outputType,
  signature,
} from './operation-type.ts'
import { constant, declareInline, declareType, interfaceOf } from './statements.ts'
import { walk } from './walk.ts'

/** The types of what goes into an operation and comes out of it, and its descriptor. */
export function emitOperation(
  operation: OperationDefinition,
  plan: Plan,
  scope: Scope,
): StatementStructures[] {
  const { id, params, body, answer } = operation
  const names = plan.operations.get(id) ?? {}
  const part = (schema: SchemaModel, lead: string, at: Scope): StatementStructures[] =>
    schema.kind === 'object'
      ? declareType(at.withFloor('').partOf(schema), schema, at, { ...schema, lead: `${lead} \`${id}\`.` })
      : declareInline(schema, at)
  return [
    ...(params ? part(params, 'Parameters of', scope.withUse('params')) : []),
    ...(body ? part(body.schema, 'Body of', scope.withUse('sent')) : []),
    ...(answer.schema ? part(answer.schema, 'Response of', scope) : []),
    ...argsOf(operation, names, scope),
    ...answersOf(operation, names, plan, scope),
    constant(
      scope.valueOf(id),
      operationType(operation, names, plan, scope),
      descriptorCode(operation, plan, scope),
      operation,
    ),
  ]
}

function argsOf(operation: OperationDefinition, names: OperationNames, scope: Scope): StatementStructures[] {
  const { id, params, body, headers, routeParams } = operation
  const options = scope.runtimeType('CallOptions')
  const statements: StatementStructures[] = []
  if (names.args !== undefined) {
    const members = [
      ...(params
        ? [{ name: 'params', type: scope.partOf(params), hasQuestionToken: !needsParams(params) }]
        : []),
      ...(body
        ? [
            {
              name: 'body',
              type: walk.type(body.schema, scope.withUse('sent')),
              hasQuestionToken: !needsBody(body),
              docs: docsOf(body.description === undefined ? {} : { description: body.description }),
            },
          ]
        : []),
      ...headers.map((header) => ({ ...memberOf(header), hasQuestionToken: !header.required })),
    ]
    const structure = interfaceOf(names.args, members, { description: `Arguments of \`${id}\`.` })
    statements.push({ ...structure, extends: [options] } satisfies InterfaceDeclarationStructure)
  }
  if (names.pathArgs !== undefined) {
    const path = routeParams.map(({ name }) => `${typeKey(name)}: string`)
    const members = [{ name: 'path', type: `{ ${path.join('; ')} }`, docs: docsOf(pathDocs(routeParams)) }]
    const structure = interfaceOf(names.pathArgs, members, {
      description: `Arguments of \`${id}\`, those of its path included.`,
    })
    statements.push({
      ...structure,
      extends: [names.args ?? options],
    } satisfies InterfaceDeclarationStructure)
  }
  return statements
}

function memberOf(parameter: ParameterModel) {
  return { name: typeKey(parameter.name), type: 'string', docs: docsOf(parameter) }
}

function pathDocs(parameters: readonly ParameterModel[]): { description?: string } {
  const lines = parameters.flatMap(({ name, description }) =>
    description === undefined ? [] : [parameters.length > 1 ? `\`${name}\`: ${description}` : description],
  )
  return lines.length > 0 ? { description: lines.join('\n') } : {}
}

/** The types that depend on the floor: read with `(Answer & { floor: V })['output']`. */
function answersOf(
  operation: OperationDefinition,
  names: OperationNames,
  plan: Plan,
  scope: Scope,
): StatementStructures[] {
  const inside = scope.withFloor("this['floor']")
  const answer = (name: string, type: string, description: string): InterfaceDeclarationStructure => ({
    ...interfaceOf(name, [{ name: 'output', isReadonly: true, type }], { description }),
    extends: [scope.versionType('Answer')],
  })
  const page = plan.pages.get(operation.id)
  const { id } = operation
  return [
    ...(names.answer === undefined
      ? []
      : [answer(names.answer, outputType(operation, plan, inside), `What \`${id}\` answers, by floor.`)]),
    ...(names.item === undefined || !page
      ? []
      : [answer(names.item, walk.type(page.items, inside), `What a page of \`${id}\` holds, by floor.`)]),
  ]
}

function operationType(
  operation: OperationDefinition,
  names: OperationNames,
  plan: Plan,
  scope: Scope,
): string {
  const isOptional = names.pathArgs === undefined && needsNothing(operation)
  const args = names.pathArgs ?? names.args ?? scope.runtimeType('CallOptions')
  const output = names.answer ?? outputType(operation, plan, scope)
  const call = signature(args, isOptional, output)
  const page = plan.pages.get(operation.id)
  if (!page) return `${scope.runtimeType('CallableEndpoint')}<${call}>`
  return `${scope.runtimeType('PagedEndpoint')}<${call}, ${names.item ?? itemType(page.items, scope)}>`
}

function descriptorCode(operation: OperationDefinition, plan: Plan, scope: Scope): string {
  const { id, method, route, since, until, apiVersion, token, scopes, params, body, headers, answer } =
    operation
  const brackets =
    params?.properties.filter((property) => property.brackets).map(({ name }) => quote(name)) ?? []
  const page = plan.pages.get(operation.id)
  const paging = page && operation.paging
  const members: [string, string | undefined][] = [
    ['requires', since === undefined || since === 'unknown' ? undefined : quote(since)],
    ['until', until === undefined ? undefined : quote(until)],
    ['apiVersion', apiVersion === undefined ? undefined : String(apiVersion)],
    ['token', token === undefined ? undefined : quote(token)],
    ['scopes', scopes.length > 0 ? arrayCode(scopes.map(quote)) : undefined],
    ['params', params && pure(walk.schema(params, scope.withUse('params')))],
    ['brackets', brackets.length > 0 ? arrayCode(brackets) : undefined],
    [
      'headers',
      headers.length > 0
        ? literal(Object.fromEntries(headers.map(({ name, wireName }) => [name, wireName])))
        : undefined,
    ],
    ['body', body && topLevelSchema(body.schema, scope.withUse('sent'))],
    ['form', body && body.encoding !== 'json' ? scope.runtime('toForm') : undefined],
    ['encoding', body?.encoding === 'multipart' ? quote(body.encoding) : undefined],
    ['output', outputCode(operation, plan, scope)],
    ['statuses', answer.statuses.join() === '200' ? undefined : `[${answer.statuses.join(', ')}]`],
    ['items', page?.property === undefined ? undefined : quote(page.property)],
    ['key', paging?.key === undefined ? undefined : quote(paging.key)],
    ['cursor', paging?.byItem ? quote('id') : undefined],
    ['gaps', paging?.gaps ? 'true' : undefined],
    ['deprecated', operation.deprecated || until !== undefined ? 'true' : undefined],
  ]
  const present = members.flatMap(([name, code]) => (code === undefined ? [] : [[name, code] as const]))
  const parts = present.length > 0 ? `, ${tallObjectCode(present)}` : ''
  const given = [quote(id), quote(`${method.toUpperCase()} ${route}`)]
  const by = paging?.by
  const call = by === undefined ? 'endpoint' : by === 'link' ? 'linkedEndpoint' : 'countedEndpoint'
  return `/*#__PURE__*/ ${scope.runtime(call)}(${given.join(', ')}${parts})`
}

function outputCode(operation: OperationDefinition, plan: Plan, scope: Scope): string | undefined {
  const { encoding, schema } = operation.answer
  const kind = answerKind(operation)
  if (kind === 'empty') return undefined
  if (kind !== 'json') return quote(encoding as string)
  if (!schema) return pure(`${scope.runtime('anything')}()`)
  const absent = absentNames(operation, plan)
  if (absent.length === 0) return topLevelSchema(schema, scope)
  const code = `() => ${walk.schema(schema, scope)}, ${arrayCode(absent.map(quote))}`
  return pure(`${scope.runtime('without')}(${code})`)
}

/** Schemas are loaded before the operations that use them. */
function topLevelSchema(schema: SchemaModel, scope: Scope): string {
  const code = walk.schema(schema, scope)
  return code.includes('(') ? pure(code) : code
}
