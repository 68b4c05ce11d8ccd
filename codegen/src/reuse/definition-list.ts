import type { DefinitionModel } from '../model/definition.ts'
import type { SchemaModel } from '../model/schema.ts'

/** A definition of a package: what it is behind any alias, its constant and its type, empty if it has none. */
export type ListedDefinition = readonly [
  kind: DefinitionModel['kind'] | SchemaModel['kind'],
  value: string,
  type: string,
]

/** What a package has generated: the content of its `definitions.json`, by document and by name in it. */
export type DefinitionList = Readonly<Record<string, Readonly<Record<string, ListedDefinition>>>>
