import { compare } from '../model/problem.ts'
import type { DefinitionId, ObjectModel, PropertyModel, SchemaModel } from '../model/schema.ts'
import { pascalCase } from './casing.ts'
import type { ModuleNames } from './name-module.ts'
import type { Plan } from './plan.ts'
import { dependsOnFloor, gateName } from './versions.ts'

/** `import * as <alias> from '<module>'`. */
export interface NamespaceImport {
  readonly alias: string
  readonly module: string
  readonly typeOnly: boolean
}

/** `import { <names> } from '<module>'`. */
export interface NamedImport {
  readonly module: string
  readonly names: readonly { readonly name: string; readonly typeOnly: boolean }[]
}

/** The module that a scope belongs to. */
export interface ScopeOptions {
  /** The document of the module; absent for the tree, which has none. */
  readonly document?: string
  /** The path of the module below the output folder, without its ending: `lexicons/app.bsky.feed.post`. */
  readonly module: string
  /** Whether a name is taken in the module. */
  readonly has: (name: string) => boolean
}

/** The way of a type's values: from a server, only ever to one, or into a query string. */
export type Use = 'received' | 'sent' | 'params'

/** The module of versions. */
export const VERSIONS = 'versions'

interface Imports {
  readonly namespaces: Map<string, { readonly alias: string; typeOnly: boolean }>
  readonly names: Map<string, Map<string, { typeOnly: boolean }>>
}

/** How things are called from inside one module. What is asked for is imported. */
export class Scope {
  readonly use: Use
  /** The type argument of generic types here: `V`; empty where they stand for themselves. */
  readonly floor: string
  readonly #plan: Plan
  readonly #options: ScopeOptions
  readonly #imports: Imports

  constructor(
    plan: Plan,
    options: ScopeOptions,
    from?: { readonly scope: Scope; readonly use?: Use; readonly floor?: string },
  ) {
    this.#plan = plan
    this.#options = options
    this.#imports = from ? from.scope.#imports : { namespaces: new Map(), names: new Map() }
    this.use = from?.use ?? from?.scope.use ?? 'received'
    this.floor = from?.floor ?? from?.scope.floor ?? ''
  }

  /** The same scope, for what is used in another way. */
  withUse(use: Use): Scope {
    return use === this.use ? this : new Scope(this.#plan, this.#options, { scope: this, use })
  }

  /** The same scope, where generic types are given a floor. */
  withFloor(floor: string): Scope {
    return floor === this.floor ? this : new Scope(this.#plan, this.#options, { scope: this, floor })
  }

  /** A function of the runtime library. */
  runtime(name: string): string {
    return `${this.#alias(this.#plan.runtime, false)}.${name}`
  }

  /** A type of the runtime library. */
  runtimeType(name: string): string {
    return `${this.#alias(this.#plan.runtime, true)}.${name}`
  }

  /** A type of the module of versions. */
  versionType(name: string): string {
    return this.#import(VERSIONS, name, true)
  }

  /** A name of another module that no definition has. */
  fromModule(module: string, name: string, typeOnly = true): string {
    return this.#import(module, name, typeOnly)
  }

  typeOf(id: DefinitionId): string {
    return this.#qualify(id, true, ({ types }) => types.get(id)) + this.#floorOf(id)
  }

  valueOf(id: DefinitionId): string {
    return this.#qualify(id, false, ({ values }) => values.get(id))
  }

  /** A type that stands in the module of a definition. */
  besides(id: DefinitionId, name: string): string {
    return this.#qualify(id, true, () => name)
  }

  /** Whether a definition is a name that stands for itself. */
  isToken(id: DefinitionId): boolean {
    const definition = this.#plan.definitions.get(id)
    return definition?.kind === 'schema' && definition.schema.kind === 'token'
  }

  /** Whether a definition is a choice of texts to which servers may add. */
  isOpenEnum(id: DefinitionId): boolean {
    const definition = this.#plan.definitions.get(id)
    if (definition?.kind !== 'schema') return false
    return definition.schema.kind === 'string' && definition.schema.open === true
  }

  /** The type of parameters, of a body or of a message. */
  partOf(schema: SchemaModel): string {
    return this.#qualify(schema, true, ({ parts }) => parts.get(schema)) + this.#floorOf(schema)
  }

  inlineOf(object: ObjectModel): string {
    const pick = ({ inline, parts }: ModuleNames): string | undefined =>
      inline.get(object) ?? parts.get(object)
    return this.#qualify(object, true, pick) + this.#floorOf(object)
  }

  /** The floor from which a property is there, if it is not there on all servers. */
  gateOf(property: PropertyModel): string | undefined {
    return this.use === 'received' ? this.#plan.versions?.gates.get(property) : undefined
  }

  /** Whether a field of a body may be sent as `null`, for nothing. */
  takesNull({ required, nullable }: PropertyModel): boolean {
    return this.use === 'sent' && this.#plan.nullBodies === true && !required && !nullable
  }

  /** Whether a type differs by floor. */
  isGeneric(what: DefinitionId | SchemaModel): boolean {
    const { versions } = this.#plan
    if (!versions || this.use !== 'received') return false
    return typeof what === 'string' ? versions.generic.has(what) : dependsOnFloor(what, versions)
  }

  /** `Since<V, From4_3, T>`. */
  since(gate: string, type: string): string {
    if (gate === 'never') return `${type} | ${this.versionType('Unsupported')}`
    return `${this.versionType('Since')}<${this.floor}, ${this.versionType(gateName(gate))}, ${type}>`
  }

  /** The imports of namespaces that the names given out so far need, the runtime's first. */
  imports(): NamespaceImport[] {
    return [...this.#imports.namespaces]
      .sort(([a], [b]) => compare(a, b))
      .map(([target, { alias, typeOnly }]) => ({ alias, module: this.#pathTo(target), typeOnly }))
  }

  /** The imports of names that the names given out so far need. */
  namedImports(): NamedImport[] {
    return [...this.#imports.names]
      .sort(([a], [b]) => compare(a, b))
      .map(([target, names]) => ({
        module: this.#pathTo(target),
        names: [...names]
          .sort(([a], [b]) => compare(a, b))
          .map(([name, { typeOnly }]) => ({ name, typeOnly })),
      }))
  }

  #floorOf(what: DefinitionId | SchemaModel): string {
    return this.floor !== '' && this.isGeneric(what) ? `<${this.floor}>` : ''
  }

  #qualify(
    what: DefinitionId | SchemaModel,
    typeOnly: boolean,
    pick: (names: ModuleNames) => string | undefined,
  ): string {
    const document = this.#plan.homes.get(what)
    const names = document === undefined ? undefined : this.#plan.names.get(document)
    const name = names && pick(names)
    if (document === undefined || name === undefined) throw new Error('a name was asked for that nothing has')
    if (document === this.#options.document) return name
    const module = this.#moduleOf(document)
    return this.#plan.named
      ? this.#import(module, name, typeOnly)
      : `${this.#alias(document, typeOnly)}.${name}`
  }

  #import(target: string, name: string, typeOnly: boolean): string {
    const names = this.#imports.names.get(target) ?? new Map<string, { typeOnly: boolean }>()
    this.#imports.names.set(target, names)
    const known = names.get(name)
    if (known) known.typeOnly &&= typeOnly
    else names.set(name, { typeOnly })
    return name
  }

  #alias(target: string, typeOnly: boolean): string {
    const { namespaces } = this.#imports
    const known = namespaces.get(target)
    if (known) {
      known.typeOnly &&= typeOnly
      return known.alias
    }
    const taken = new Set([...namespaces.values()].map((other) => other.alias))
    const wanted = target === this.#plan.runtime ? 'w' : pascalCase(target)
    let alias = wanted
    for (let count = 1; taken.has(alias) || this.#options.has(alias); count++) {
      alias = count === 1 ? `${wanted}_` : `${wanted}_${count}`
    }
    namespaces.set(target, { alias, typeOnly })
    return alias
  }

  #pathTo(target: string): string {
    if (target === this.#plan.runtime) return target
    if (this.#plan.reused?.has(target)) return this.#moduleOf(target)
    const module = this.#plan.named ? target : this.#moduleOf(target)
    return `${relativePath(this.#options.module, module)}.${this.#plan.extension}`
  }

  #moduleOf(document: string): string {
    const module = this.#plan.modules.get(document)
    if (module === undefined) throw new Error(`there is no module for ${document}`)
    return module
  }
}

/** From one module to another, both below the output folder. */
function relativePath(from: string, to: string): string {
  const own = from.split('/').slice(0, -1)
  const target = to.split('/')
  let shared = 0
  while (shared < own.length && own[shared] === target[shared]) shared++
  const up = own.length - shared
  return `${up === 0 ? './' : '../'.repeat(up)}${target.slice(shared).join('/')}`
}
