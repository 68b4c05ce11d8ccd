import {
  type DefinitionModel,
  isEndpoint,
  type Part,
  partsOf,
  type PermissionSetDefinition,
} from '../model/definition.ts'
import { compare } from '../model/problem.ts'
import type { Described, PropertyModel, SchemaModel } from '../model/schema.ts'
import type { Plan } from '../plan/plan.ts'
import { factsFor, isDeprecated } from './docs.ts'
import type { Fact } from './kind.ts'
import { walk } from './walk.ts'

/** One line for each endpoint, definition, error and field, sorted: what there is, and what bounds it, without prose. */
export function emitSurface(plan: Plan): string {
  const lines = plan.documents.flatMap(({ definitions }) =>
    definitions.flatMap((definition) => definitionLines(definition, plan)),
  )
  return `${lines.sort(compare).join('\n')}\n`
}

function definitionLines(definition: DefinitionModel, plan: Plan): string[] {
  const { id } = definition
  if (definition.kind === 'permission-set') return permissionLines(definition)
  if (!isEndpoint(definition)) {
    const head =
      definition.kind === 'record'
        ? `${id} record key=${definition.key}`
        : `${id} ${typeText(definition.schema)}`
    return [head + mark(definition), ...fieldLines(id, '', definition.schema)]
  }
  const page = plan.pages.get(id)
  const head = [
    `${id} ${definition.kind}`,
    ...bodyTexts(definition),
    ...(page ? [`pages=${page.property}`] : []),
  ]
  const errors = definition.errors.map(({ name }) => `${id} error ${name}`)
  return [
    head.join(' ') + mark(definition),
    ...errors,
    ...partsOf(definition).flatMap((part) => partLines(id, part)),
  ]
}

function bodyTexts(endpoint: DefinitionModel): string[] {
  const { input, output } = endpoint as { input?: { encoding: string }; output?: { encoding: string } }
  return [...(input ? [`input=${input.encoding}`] : []), ...(output ? [`output=${output.encoding}`] : [])]
}

function partLines(id: string, { role, schema }: Part): string[] {
  const own = role === 'params' ? [] : [`${id} ${role} ${typeText(schema)}`]
  return [...own, ...fieldLines(id, role, schema)]
}

function fieldLines(id: string, path: string, schema: SchemaModel): string[] {
  if (schema.kind === 'array') return fieldLines(id, `${path}[]`, schema.items)
  if (schema.kind !== 'object') return []
  return schema.properties.flatMap((property) => {
    const at = `${path}.${/^[\w$-]+$/.test(property.name) ? property.name : JSON.stringify(property.name)}`
    return [`${id} ${at}${propertyText(property)}`, ...fieldLines(id, at, property.schema)]
  })
}

function propertyText({ schema, required, nullable }: PropertyModel): string {
  const item = schema.kind === 'array' ? schema.items : schema
  return `${required ? '' : '?'} ${typeText(schema, nullable)}${mark(isDeprecated(schema) ? schema : item)}`
}

function typeText(schema: SchemaModel, nullable = false): string {
  const facts = factsFor(schema).map(factText)
  return [`${walk.surface(schema)}${nullable ? '|null' : ''}`, ...facts].join(' ')
}

function factText({ name, value }: Fact): string {
  const text = (item: unknown): string =>
    typeof item === 'string' && /^[^\s,"]+$/.test(item) ? item : JSON.stringify(item)
  return `${name}=${[value].flat().map(text).join(',')}`
}

function mark(described: Described): string {
  return isDeprecated(described) ? ' deprecated' : ''
}

function permissionLines({ id, permissions, ...rest }: PermissionSetDefinition): string[] {
  const lines = permissions.map(({ type: _, resource, ...others }) => {
    const facts = Object.entries(others).map(([name, value]) =>
      factText({ name, value: value as Fact['value'] }),
    )
    return [`${id} permission ${String(resource)}`, ...facts.sort(compare)].join(' ')
  })
  return [`${id} permission-set${mark(rest)}`, ...lines]
}
