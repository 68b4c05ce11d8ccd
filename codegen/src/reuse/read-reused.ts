import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DefinitionModel } from '../model/definition.ts'
import { definitionId, type DocumentModel } from '../model/document.ts'
import type { Problem } from '../model/problem.ts'
import type { DefinitionId, SchemaModel } from '../model/schema.ts'
import type { ModuleNames } from '../plan/name-module.ts'
import { findPackage } from '../read-lexicon/package.ts'
import type { DefinitionList, ListedDefinition } from './definition-list.ts'

/** The documents whose modules are imported from packages. */
export interface Reused {
  /** With what a reference to them must know, and no more. */
  readonly documents: readonly DocumentModel[]
  readonly names: ReadonlyMap<string, ModuleNames>
  /** The module of each document: `@typefed/atproto-client/app.bsky.feed.defs`. */
  readonly modules: ReadonlyMap<string, string>
  /** What the clients of the packages have beside namespaces, and which package's it is. */
  readonly members: ReadonlyMap<string, string>
}

export const NOTHING_REUSED: Reused = {
  documents: [],
  names: new Map(),
  modules: new Map(),
  members: new Map(),
}

/** Reads what packages have generated already, from the lists that they publish. */
export async function readReused(
  packages: readonly string[],
  config: { readonly folder: string; readonly shown: string },
  problems: Problem[],
): Promise<Reused> {
  const documents: DocumentModel[] = []
  const names = new Map<string, ModuleNames>()
  const modules = new Map<string, string>()
  const members = new Map<string, string>()
  for (const [index, name] of packages.entries()) {
    const fail = (message: string): void =>
      void problems.push({ file: config.shown, path: `reuse[${index}]`, message })
    const folder = findPackage(name, config.folder)
    if (folder === undefined) {
      fail(`the package ${name} is not installed`)
      continue
    }
    const list = (await readJson(join(folder, 'definitions.json'))) as DefinitionList | undefined
    if (!list) fail(`${name} has no definitions.json, which would list what it has generated`)
    for (const [id, definitions] of Object.entries(list ?? {})) {
      documents.push(toDocument(id, definitions, name))
      names.set(id, toNames(id, definitions))
      modules.set(id, `${name}/${id}`)
    }
    const own = (await readJson(join(folder, 'members.json'))) as readonly string[] | undefined
    for (const member of own ?? []) members.set(member, name)
  }
  return { documents, names, modules, members }
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as unknown)
}

function toDocument(
  id: string,
  definitions: Readonly<Record<string, ListedDefinition>>,
  source: string,
): DocumentModel {
  return {
    id,
    module: `${source}/${id}`,
    file: `${source}: ${id}`,
    source,
    definitions: Object.entries(definitions).map(([name, [kind]]) => toDefinition(id, name, kind)),
  }
}

/** A definition that is of its kind, and empty. */
function toDefinition(document: string, name: string, kind: ListedDefinition[0]): DefinitionModel {
  const base = { id: definitionId(document, name), name }
  const object = { kind: 'object', properties: [] } as const
  switch (kind) {
    case 'record':
      return { ...base, kind, key: 'any', schema: object }
    case 'query':
    case 'procedure':
      return { ...base, kind, errors: [] }
    case 'subscription':
      return { ...base, kind, errors: [], message: { kind: 'union', members: [], closed: false } }
    case 'permission-set':
      return { ...base, kind, permissions: [] }
    case 'object':
      return { ...base, kind: 'schema', schema: object }
    default:
      return { ...base, kind: 'schema', schema: toSchema(kind) }
  }
}

function toSchema(kind: string): SchemaModel {
  if (kind === 'array') return { kind, items: { kind: 'unknown' } }
  if (kind === 'union') return { kind, members: [], closed: false }
  return { kind: kind === 'ref' ? 'unknown' : kind } as SchemaModel
}

function toNames(id: string, definitions: Readonly<Record<string, ListedDefinition>>): ModuleNames {
  const [types, values] = [new Map<DefinitionId, string>(), new Map<DefinitionId, string>()]
  for (const [name, [, value, type]] of Object.entries(definitions)) {
    if (value !== '') values.set(definitionId(id, name), value)
    if (type !== '') types.set(definitionId(id, name), type)
  }
  return { types, values, parts: new Map(), inline: new Map(), has: () => false }
}
