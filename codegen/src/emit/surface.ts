import {
  bodiesOf,
  type DefinitionModel,
  type EndpointModel,
  isEndpoint,
  type OperationDefinition,
  type Part,
  partsOf,
  type PermissionSetDefinition,
} from '../model/definition.ts'
import { compare } from '../model/problem.ts'
import type { PropertyModel, SchemaModel } from '../model/schema.ts'
import { redirects } from '../plan/plan-rest.ts'
import type { Plan } from '../plan/plan.ts'
import type { StreamsPlan } from '../plan/plan-streams.ts'
import { factsFor, isDeprecated } from './docs.ts'
import type { Fact } from './kind.ts'
import { streamLines } from './surface-streams.ts'
import { mark, valueText, versionText } from './surface-text.ts'
import { walk } from './walk.ts'

/** How long a list may be before each of its items gets a line, so that a difference can be read. */
const LIST_WIDTH = 160

/** One line for each endpoint, definition, error and field, sorted: what there is, and what bounds it, without prose. */
export function emitSurface(plan: Plan & { readonly streams?: StreamsPlan }): string {
  const lines = plan.documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => definitionLines(definition, plan)),
  )
  const streams = plan.streams ? streamLines(plan.streams) : []
  return `${[...lines, ...streams].sort(compare).join('\n')}\n`
}

function definitionLines(definition: DefinitionModel, plan: Plan): string[] {
  const { id } = definition
  if (definition.kind === 'operation') return operationLines(definition, plan)
  if (definition.kind === 'permission-set') return permissionLines(definition)
  if (definition.kind === 'record') {
    return [`${id} record key=${definition.key}${mark(definition)}`, ...fieldLines(id, '', definition.schema)]
  }
  if (!isEndpoint(definition)) {
    return [
      ...schemaLines(id, definition.schema, versionText(definition) + mark(definition)),
      ...fieldLines(id, '', definition.schema),
    ]
  }
  const page = plan.pages.get(id)
  const head = [
    `${id} ${definition.kind}`,
    ...bodyTexts(definition),
    ...(page ? [`pages=${page.property}`] : []),
    ...('subprotocol' in definition ? [`subprotocol=${definition.subprotocol}`] : []),
  ]
  const errors = definition.errors.map(({ name }) => `${id} error ${valueText(name)}`)
  const parts = partsOf(definition).flatMap((part) => partLines(id, part))
  return [head.join(' ') + mark(definition), ...errors, ...parts]
}

function operationLines(operation: OperationDefinition, plan: Plan): string[] {
  const { id, method, route, apiVersion, token, scopes, routeParams, headers, body, answer, paging } =
    operation
  const page = plan.pages.get(id)
  const head = [
    `${id} ${method.toUpperCase()} ${route}`,
    ...(token === undefined ? [] : [`token=${token}`]),
    ...(scopes.length > 0 ? [`scopes=${scopes.map(valueText).join(',')}`] : []),
    ...(apiVersion === undefined ? [] : [`api=${apiVersion}`]),
    ...(body && body.encoding !== 'json' ? [`encoding=${body.encoding}`] : []),
    ...(answer.statuses.join() === '200' ? [] : [`statuses=${answer.statuses.join(',')}`]),
    ...(page && paging ? [`pages=${paging.by}`] : []),
    ...(page?.property === undefined ? [] : [`items=${page.property}`]),
    ...(page && paging?.key !== undefined ? [`key=${paging.key}`] : []),
  ]
  const parameters = [
    ...routeParams.map((parameter) => `${id} path.${parameter.name} string`),
    ...headers.map(
      ({ name, wireName, required }) => `${id} args.${name}${required ? '' : '?'} string header=${wireName}`,
    ),
  ]
  const nothing = redirects(operation) ? 'Response' : 'nothing'
  const bare = answer.schema ? [] : [`${id} output ${answer.encoding ?? nothing}`]
  return [
    head.join(' ') + versionText(operation) + mark(operation),
    ...parameters,
    ...bare,
    ...partsOf(operation).flatMap((part) => partLines(id, part)),
  ]
}

function bodyTexts(endpoint: EndpointModel): string[] {
  const { input, output } = bodiesOf(endpoint)
  return [
    ...(input ? [`input=${valueText(input.encoding)}`] : []),
    ...(output ? [`output=${valueText(output.encoding)}`] : []),
  ]
}

function partLines(id: string, { role, schema }: Part): string[] {
  const own = role === 'params' ? [] : schemaLines(`${id} ${role}`, schema)
  return [...own, ...fieldLines(id, role, schema)]
}

function fieldLines(id: string, path: string, schema: SchemaModel): string[] {
  if (schema.kind === 'array') return fieldLines(id, `${path}[]`, schema.items)
  if (schema.kind === 'map') return fieldLines(id, `${path}{}`, schema.values)
  if (schema.kind === 'nullable') return fieldLines(id, path, schema.inner)
  if (schema.kind === 'choice')
    return [...new Set(schema.forms.flatMap((form) => fieldLines(id, path, form)))]
  if (schema.kind !== 'object') return []
  return schema.properties.flatMap((property) => {
    const at = `${path}.${/^[\w$-]+$/.test(property.name) ? property.name : JSON.stringify(property.name)}`
    return [...propertyLines(`${id} ${at}`, property), ...fieldLines(id, at, property.schema)]
  })
}

function propertyLines(at: string, property: PropertyModel): string[] {
  const { schema, required, nullable, brackets, absentIn = [], elsewhere = [] } = property
  const item = schema.kind === 'array' ? schema.items : schema
  const list = (name: string, values: readonly string[]) =>
    values.length > 0 ? ` ${name}=${values.join(',')}` : ''
  const wire = `${brackets ? ' brackets' : ''}${list('absent-in', absentIn)}${list('elsewhere', elsewhere)}`
  const end = wire + versionText(schema) + mark(isDeprecated(schema) ? schema : item)
  return schemaLines(`${at}${required ? '' : '?'}`, schema, end, nullable ? '|null' : '')
}

function schemaLines(at: string, schema: SchemaModel, end = '', nullable = ''): string[] {
  return factLines(at, `${walk.surface(schema)}${nullable}`, factsFor(schema), end)
}

/** A line that says all, and a line for each item of a list that would make it unreadable. */
function factLines(at: string, type: string, facts: readonly Fact[], end = ''): string[] {
  const items: string[] = []
  const texts = facts.map(({ name, value }) => {
    const values = [value].flat().map(valueText)
    const list = values.join(',')
    if (list.length <= LIST_WIDTH) return `${name}=${list}`
    items.push(...values.map((item) => `${at} ${name} ${item}`))
    return `${name}=…`
  })
  return [[at, type, ...texts].filter((text) => text !== '').join(' ') + end, ...items]
}

function permissionLines({ id, permissions, ...rest }: PermissionSetDefinition): string[] {
  const lines = permissions.flatMap((permission) => {
    const facts = Object.entries(permission)
      .filter(([name]) => name !== 'type' && name !== 'resource')
      .map(([name, value]) => ({ name, value: value as Fact['value'] }))
      .sort((a, b) => compare(a.name, b.name))
    return factLines(`${id} permission ${String(permission['resource'])}`, '', facts)
  })
  return [`${id} permission-set${mark(rest)}`, ...lines]
}
