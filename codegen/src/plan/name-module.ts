import { type DefinitionModel, isJson, partsOf } from '../model/definition.ts'
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

/** How names are made in one kind of output. */
export interface Naming {
  /** What a definition is called before casing. */
  base(document: DocumentModel, name: string): string
  /** What a property or segment is called as a part of a name. */
  word(name: string): string
}

/** A definition by its name, `….defs` left out. */
const LEXICON_NAMING: Naming = {
  base: ({ id }, name) => baseName(id, name),
  word: (name) => upperFirst(toIdentifier(name)),
}

/** The names that are taken in a module, or in all of them. */
export interface NameTables {
  readonly types: NameTable
  readonly values: NameTable
}

/** Gives every definition, body and inline object of a document its name. */
export function nameModule(document: DocumentModel, notify: Notify): ModuleNames {
  const ambient = new Set(document.definitions.some(answersInBinary) ? ['Response'] : [])
  const tables = {
    types: new NameTable(document.id, ambient, notify),
    values: new NameTable(document.id, RESERVED_VALUES, notify),
  }
  return nameModules([document], tables, LEXICON_NAMING).get(document.id) as ModuleNames
}

interface Named {
  readonly document: DocumentModel
  readonly definition: DefinitionModel
  readonly base: string
  readonly names: {
    readonly types: Map<DefinitionId, string>
    readonly values: Map<DefinitionId, string>
    readonly parts: Map<SchemaModel, string>
    readonly inline: Map<ObjectModel, string>
  }
}

/** Gives names to all that some documents define, each name once in the tables. */
export function nameModules(
  documents: readonly DocumentModel[],
  { types, values }: NameTables,
  naming: Naming,
): Map<string, ModuleNames> {
  const modules = new Map<string, ModuleNames>()
  const all = documents.flatMap((document) => {
    const names = { types: new Map(), values: new Map(), parts: new Map(), inline: new Map() }
    modules.set(document.id, { ...names, has: (name) => types.has(name) || values.has(name) })
    const sorted = [...document.definitions].sort((a, b) => compare(a.name, b.name))
    return sorted.map((definition): Named => ({
      document,
      definition,
      base: naming.base(document, definition.name),
      names,
    }))
  })
  // Operations are called by their names: what else is called so gives way.
  const calls = all.filter(({ definition }) => definition.kind === 'operation')
  const others = all.filter(({ definition }) => definition.kind !== 'operation')
  for (const { definition, base, names } of [...calls, ...others]) {
    if (hasType(definition)) names.types.set(definition.id, types.take(upperFirst(base), definition.name))
    names.values.set(definition.id, values.take(lowerFirst(base), definition.name))
  }
  for (const { definition, base, names } of all) {
    if (hasType(definition)) continue
    for (const { role, schema } of partsOf(definition)) {
      // What a REST interface answers with is mostly one of its entities: only its own objects have names.
      if (definition.kind === 'operation' && schema.kind !== 'object') continue
      names.parts.set(
        schema,
        types.take(upperFirst(base) + upperFirst(role), `the ${role} of ${definition.name}`),
      )
    }
  }
  for (const { definition, base, names } of all) {
    for (const { role, schema } of partsOf(definition)) {
      const parent =
        names.parts.get(schema) ?? names.types.get(definition.id) ?? upperFirst(base) + upperFirst(role)
      nameInline(schema, parent, definition.name, naming, (object, wanted, owner) => {
        const name = names.inline.get(object) ?? types.take(wanted, owner)
        names.inline.set(object, name)
        return name
      })
    }
  }
  return modules
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
  naming: Naming,
  take: (object: ObjectModel, wanted: string, owner: string) => string,
): void {
  const properties =
    schema.kind === 'object'
      ? schema.properties.map((property) => ({ name: property.name, schema: property.schema }))
      : childrenOf(schema).map((child) => ({ name: 'item', schema: child }))
  for (const { name, schema: outer } of properties) {
    const path = `${owner}.${name}`
    for (const inner of innermost(outer)) {
      nameInline(inner, take(inner, parent + naming.word(name), path), path, naming, take)
    }
  }
}

/** The objects that a schema comes down to. */
function innermost(schema: SchemaModel): ObjectModel[] {
  if (schema.kind === 'object') return [schema]
  return childrenOf(schema).flatMap(innermost)
}
