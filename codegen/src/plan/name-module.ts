import { type DefinitionModel, isEndpoint, isJson, partsOf } from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare } from '../model/problem.ts'
import { childrenOf, type DefinitionId, type ObjectModel, type SchemaModel } from '../model/schema.ts'
import { lowerFirst, RESERVED_VALUES, toIdentifier, upperFirst } from './casing.ts'
import { NameTable, type Notify } from './name-table.ts'

/** Every name that a module gives out. */
export interface ModuleNames {
  /** The TypeScript type of a definition. */
  readonly types: ReadonlyMap<DefinitionId, string>
  /** The constant of a definition. */
  readonly values: ReadonlyMap<DefinitionId, string>
  /** The type of a body, of parameters, of a message. */
  readonly parts: ReadonlyMap<SchemaModel, string>
  /** The interface of an object inside another schema. */
  readonly inline: ReadonlyMap<ObjectModel, string>
  /** Whether a name is taken, so that an import must give way. */
  has(name: string): boolean
}

/** Gives every definition, body and inline object of a document its name. */
export function nameModule(document: DocumentModel, notify: Notify): ModuleNames {
  const ambient = new Set(document.definitions.some(answersInBinary) ? ['Response'] : [])
  const typeNames = new NameTable(document.id, ambient, notify)
  const valueNames = new NameTable(document.id, RESERVED_VALUES, notify)
  const types = new Map<DefinitionId, string>()
  const values = new Map<DefinitionId, string>()
  const parts = new Map<SchemaModel, string>()
  const inline = new Map<ObjectModel, string>()

  const sorted = [...document.definitions].sort((a, b) => compare(a.name, b.name))
  for (const definition of sorted) {
    const base = baseName(document.id, definition.name)
    if (hasType(definition)) types.set(definition.id, typeNames.take(upperFirst(base), definition.name))
    values.set(definition.id, valueNames.take(lowerFirst(base), definition.name))
  }
  for (const definition of sorted.filter(isEndpoint)) {
    const base = upperFirst(baseName(document.id, definition.name))
    for (const { role, schema } of partsOf(definition)) {
      parts.set(schema, typeNames.take(base + upperFirst(role), `the ${role} of ${definition.name}`))
    }
  }
  for (const definition of sorted) {
    for (const { schema } of partsOf(definition)) {
      const parent = parts.get(schema) ?? types.get(definition.id) ?? ''
      nameInline(schema, parent, definition.name, (object, wanted, owner) => {
        const name = typeNames.take(wanted, owner)
        inline.set(object, name)
        return name
      })
    }
  }
  return { types, values, parts, inline, has: (name) => typeNames.has(name) || valueNames.has(name) }
}

/** `main` goes by the last segment of the id, which is put in front of the others, except where it is `defs`. */
function baseName(document: string, name: string): string {
  const last = document.slice(document.lastIndexOf('.') + 1)
  if (name === 'main') return toIdentifier(last)
  return last === 'defs' ? toIdentifier(name) : toIdentifier(last) + upperFirst(toIdentifier(name))
}

function hasType({ kind }: DefinitionModel): boolean {
  return kind === 'schema' || kind === 'record'
}

function answersInBinary(definition: DefinitionModel): boolean {
  const output =
    definition.kind === 'query' || definition.kind === 'procedure' ? definition.output : undefined
  return output !== undefined && !isJson(output)
}

/** An inline object is named by what it stands in and by its property. */
function nameInline(
  schema: SchemaModel,
  parent: string,
  owner: string,
  take: (object: ObjectModel, wanted: string, owner: string) => string,
): void {
  const properties =
    schema.kind === 'object'
      ? schema.properties.map((property) => ({ name: property.name, schema: property.schema }))
      : childrenOf(schema).map((child) => ({ name: 'item', schema: child }))
  for (const { name, schema: outer } of properties) {
    const inner = innermost(outer)
    if (inner.kind !== 'object') continue
    const path = `${owner}.${name}`
    nameInline(inner, take(inner, parent + upperFirst(toIdentifier(name)), path), path, take)
  }
}

function innermost(schema: SchemaModel): SchemaModel {
  return schema.kind === 'array' ? innermost(schema.items) : schema
}
