import { documentOf } from '../model/document.ts'
import { compare } from '../model/problem.ts'
import type { DefinitionId, ObjectModel, SchemaModel } from '../model/schema.ts'
import { toIdentifier, upperFirst } from './casing.ts'
import type { ModuleNames } from './name-module.ts'
import type { Plan } from './plan.ts'

/** `import * as <alias> from '<module>'`. */
export interface NamespaceImport {
  readonly alias: string
  readonly module: string
  readonly typeOnly: boolean
}

/** The module that a scope belongs to. */
export interface ScopeOptions {
  /** The document of the module; absent for the tree, which has none. */
  readonly document?: string
  /** Where the modules of documents lie, from the module: `./`. */
  readonly folder: string
  /** Whether a name is taken in the module. */
  readonly has: (name: string) => boolean
}

/** What becomes of the values of a type: they come from a server, only ever go to one, or go into a query string. */
export type Use = 'received' | 'sent' | 'params'

const RUNTIME = '@typefed/core/lexicon'

/** How things are called from inside one module. What is asked for is imported. */
export class Scope {
  readonly use: Use
  readonly #plan: Plan
  readonly #options: ScopeOptions
  readonly #imports: Map<string, { readonly alias: string; typeOnly: boolean }>

  constructor(plan: Plan, options: ScopeOptions, from?: { readonly scope: Scope; readonly use: Use }) {
    this.#plan = plan
    this.#options = options
    this.#imports = from ? from.scope.#imports : new Map()
    this.use = from?.use ?? 'received'
  }

  /** The same scope, for what is used in another way. */
  withUse(use: Use): Scope {
    return use === this.use ? this : new Scope(this.#plan, this.#options, { scope: this, use })
  }

  /** A function of the runtime library. */
  runtime(name: string): string {
    return `${this.#alias(RUNTIME, 'w', false)}.${name}`
  }

  /** A type of the runtime library. */
  runtimeType(name: string): string {
    return `${this.#alias(RUNTIME, 'w', true)}.${name}`
  }

  typeOf(id: DefinitionId): string {
    return this.#qualify(documentOf(id), true, ({ types }) => types.get(id))
  }

  valueOf(id: DefinitionId): string {
    return this.#qualify(documentOf(id), false, ({ values }) => values.get(id))
  }

  /** Whether a definition is a name that stands for itself. */
  isToken(id: DefinitionId): boolean {
    const definition = this.#plan.definitions.get(id)
    return definition?.kind === 'schema' && definition.schema.kind === 'token'
  }

  /** The type of parameters, of a body or of a message. */
  partOf(schema: SchemaModel): string {
    return this.#qualify(this.#plan.homes.get(schema), true, ({ parts }) => parts.get(schema))
  }

  inlineOf(object: ObjectModel): string {
    return this.#qualify(this.#plan.homes.get(object), true, ({ inline }) => inline.get(object))
  }

  /** The imports that the names given out so far need, the runtime's first. */
  imports(): NamespaceImport[] {
    const path = (target: string): string =>
      target === RUNTIME ? RUNTIME : `${this.#options.folder}${target}.ts`
    return [...this.#imports]
      .sort(([a], [b]) => compare(a, b))
      .map(([target, { alias, typeOnly }]) => ({ alias, module: path(target), typeOnly }))
  }

  #qualify(
    document: string | undefined,
    typeOnly: boolean,
    pick: (names: ModuleNames) => string | undefined,
  ): string {
    const names = document === undefined ? undefined : this.#plan.names.get(document)
    const name = names && pick(names)
    if (document === undefined || name === undefined) throw new Error('a name was asked for that nothing has')
    if (document === this.#options.document) return name
    const wanted = document.split('.').map((part) => upperFirst(toIdentifier(part)))
    return `${this.#alias(document, wanted.join(''), typeOnly)}.${name}`
  }

  #alias(target: string, wanted: string, typeOnly: boolean): string {
    const known = this.#imports.get(target)
    if (known) {
      known.typeOnly &&= typeOnly
      return known.alias
    }
    const taken = new Set([...this.#imports.values()].map((other) => other.alias))
    let alias = wanted
    for (let count = 1; taken.has(alias) || this.#options.has(alias); count++) {
      alias = count === 1 ? `${wanted}_` : `${wanted}_${count}`
    }
    this.#imports.set(target, { alias, typeOnly })
    return alias
  }
}
