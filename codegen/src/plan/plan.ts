import {
  bodiesOf,
  type DefinitionModel,
  isEndpoint,
  isJson,
  type QueryDefinition,
} from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare, type Problem } from '../model/problem.ts'
import type { DefinitionId, SchemaModel } from '../model/schema.ts'
import { checkCycles } from './check-cycles.ts'
import { checkReferences, type Definitions } from './check-references.ts'
import { checkReuse } from '../reuse/check-reuse.ts'
import { NOTHING_REUSED, type Reused } from '../reuse/read-reused.ts'
import { type ModuleNames, nameModule } from './name-module.ts'
import { findPageItems, type PageModel } from './pagination.ts'
import { type Branch, planTree } from './plan-tree.ts'
import { findSentOnly } from './sent-only.ts'
import type { Versions } from './versions.ts'

export type Extension = 'ts' | 'js'

/** All decisions that need every document, made before one module is written. */
export interface Plan {
  /** The library that generated modules are made of. */
  readonly runtime: string
  /** Of the modules, as they import each other. */
  readonly extension: Extension
  /** Whether modules import names from each other, not namespaces: every name is there once. */
  readonly named: boolean
  readonly documents: readonly DocumentModel[]
  /** The path of each document's module. */
  readonly modules: ReadonlyMap<string, string>
  /** The documents whose modules stand in packages. */
  readonly reused?: ReadonlySet<string>
  readonly definitions: Definitions
  readonly names: ReadonlyMap<string, ModuleNames>
  /** The document that a definition, a body or an inline object belongs to. */
  readonly homes: ReadonlyMap<DefinitionId | SchemaModel, string>
  readonly sentOnly: ReadonlySet<DefinitionId>
  /** The endpoints that come in pages. */
  readonly pages: ReadonlyMap<DefinitionId, PageModel>
  /** The names of the types of operations that are made here, not described. */
  readonly operations: ReadonlyMap<DefinitionId, OperationNames>
  /** Whether optional fields of bodies take `null`. */
  readonly nullBodies?: boolean
  /** The parts that depend on the version of a server, if there are any. */
  readonly versions?: Versions
  readonly notices: readonly string[]
  readonly problems: readonly Problem[]
}

/** The names of an operation's types that are made here, not described. */
export interface OperationNames {
  /** The arguments of the method in the tree; absent if they are the options of any call. */
  readonly args?: string
  /** The arguments of a call without a tree, which has the parameters of the path besides. */
  readonly pathArgs?: string
  /** The response, by floor; absent if it is the same for all. */
  readonly answer?: string
  /** The items of a page, by floor; absent if they are the same for all. */
  readonly item?: string
}

/** Everything that must be decided over all lexicons. */
export interface LexiconPlan extends Plan {
  readonly tree: Branch
  /** Whether a name is taken in the module of the tree. */
  readonly treeHas: (name: string) => boolean
}

/** Plans the output for all documents. If it has problems, nothing may be emitted. */
export function makePlan(
  documents: readonly DocumentModel[],
  broken: ReadonlySet<string> = new Set(),
  reused: Reused = NOTHING_REUSED,
  extension: Extension = 'ts',
): LexiconPlan {
  const notices: string[] = []
  const notify = (message: string): void => void notices.push(message)
  const all = [...reused.documents, ...documents]
  const definitions = new Map(all.flatMap((document) => document.definitions).map((one) => [one.id, one]))
  const problems = [
    ...checkReuse(documents, reused),
    ...checkReferences(all, definitions, broken),
    ...checkCycles(documents, definitions),
    ...checkFiles(documents),
    ...documents.flatMap(checkTags),
  ]
  const names = new Map([
    ...reused.names,
    ...documents.map((document) => [document.id, nameModule(document, notify)] as const),
  ])
  for (const definition of definitions.values()) noticeUnusedSchemas(definition, notify)
  const { tree, has: treeHas } = planTree(documents, notify, problems)
  return {
    runtime: '@typefed/core/lexicon',
    extension,
    named: false,
    documents,
    modules: new Map(all.map(({ id, module }) => [id, module])),
    reused: new Set(reused.modules.keys()),
    definitions,
    names,
    homes: homesOf(all, names),
    sentOnly: findSentOnly(definitions),
    pages: planPages(definitions, notify),
    operations: new Map(),
    tree,
    treeHas,
    notices,
    problems,
  }
}

/** Where everything that has a name is at home. */
export function homesOf(documents: readonly DocumentModel[], names: Plan['names']): Plan['homes'] {
  const homes = new Map<DefinitionId | SchemaModel, string>()
  for (const { id, definitions } of documents)
    for (const definition of definitions) homes.set(definition.id, id)
  for (const [id, { parts, inline }] of names) {
    for (const schema of [...parts.keys(), ...inline.keys()]) homes.set(schema, id)
  }
  return homes
}

function planPages(
  definitions: Definitions,
  notify: (message: string) => void,
): Map<DefinitionId, PageModel> {
  const pages = new Map<DefinitionId, PageModel>()
  for (const query of [...definitions.values()].filter(isQuery)) {
    const items = findPageItems(query, definitions)
    if (!items) continue
    if ('items' in items) pages.set(query.id, items)
    else
      notify(
        `${query.id}: a page could yield ${items.candidates.join(' or ')}: a hint under "items" decides it`,
      )
  }
  return pages
}

function noticeUnusedSchemas(definition: DefinitionModel, notify: (message: string) => void): void {
  if (!isEndpoint(definition)) return
  for (const body of Object.values(bodiesOf(definition))) {
    if (!body.schema || isJson(body)) continue
    notify(`${definition.id}: the schema of a body of ${body.encoding} is not used: only JSON is checked`)
  }
}

function isQuery(definition: DefinitionModel): definition is QueryDefinition {
  return isEndpoint(definition) && definition.kind === 'query'
}

/** Two modules may not be one file where letter case does not count. */
export function checkFiles(documents: readonly DocumentModel[]): Problem[] {
  const first = new Map<string, DocumentModel>()
  return [...documents]
    .sort((a, b) => compare(a.id, b.id))
    .flatMap((document) => {
      const key = document.id.toLowerCase()
      const twin = first.get(key)
      if (!twin) first.set(key, document)
      return twin
        ? [
            {
              file: document.file,
              path: 'id',
              message: `"${document.id}" and "${twin.id}" differ only in case`,
            },
          ]
        : []
    })
}

/** `$type` belongs to the language. */
function checkTags({ file, definitions }: DocumentModel): Problem[] {
  return definitions.flatMap((definition) => {
    if (definition.kind !== 'schema' && definition.kind !== 'record') return []
    const { schema, name } = definition
    const tagged = schema.kind === 'object' && schema.properties.some((property) => property.name === '$type')
    return tagged ? [{ file, path: `defs.${name}`, message: 'a property may not be called $type' }] : []
  })
}
