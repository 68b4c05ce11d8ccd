import {
  type DefinitionModel,
  type EndpointModel,
  isEndpoint,
  type RecordDefinition,
} from '../model/definition.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare, type Problem } from '../model/problem.ts'
import { pascalCase } from './casing.ts'
import { NameTable, type Notify } from './name-table.ts'

/** What can be called: the leaves of the tree. */
export type Leaf = EndpointModel | RecordDefinition

/** A namespace. */
export interface Branch {
  /** `app.bsky`; empty for the tree itself. */
  readonly path: string
  readonly typeName: string
  readonly branches: ReadonlyMap<string, Branch>
  readonly leaves: ReadonlyMap<string, Leaf>
}

interface Draft {
  readonly branches: Map<string, Draft>
  readonly leaves: Map<string, { readonly leaf: Leaf; readonly file: string }>
}

/** Sorts every endpoint and record into its namespace. */
export function planTree(
  documents: readonly DocumentModel[],
  notify: Notify,
  problems: Problem[],
): { readonly tree: Branch; has(name: string): boolean } {
  const root = emptyDraft()
  for (const { id, file, definitions } of documents) {
    const leaf = definitions.find(isLeaf)
    if (!leaf) continue
    const segments = id.split('.')
    const last = segments.pop() as string
    let draft = root
    for (const segment of segments) {
      const next = draft.branches.get(segment) ?? emptyDraft()
      draft.branches.set(segment, next)
      draft = next
    }
    draft.leaves.set(last, { leaf, file })
  }
  const names = new NameTable('the tree', new Set(), notify)
  const tree = finish(root, '', names, problems)
  return { tree, has: (name) => name === 'tree' || names.has(name) }
}

function isLeaf(definition: DefinitionModel): definition is Leaf {
  return definition.kind === 'record' || isEndpoint(definition)
}

function emptyDraft(): Draft {
  return { branches: new Map(), leaves: new Map() }
}

function finish(draft: Draft, path: string, names: NameTable, problems: Problem[]): Branch {
  const typeName = names.take(path ? pascalCase(path) : 'Tree', path || 'the root')
  const leaves = new Map<string, Leaf>()
  for (const [segment, { leaf, file }] of sortByName(draft.leaves)) {
    leaves.set(segment, leaf)
    if (!draft.branches.has(segment)) continue
    const message = `"${leaf.id}" is a ${leaf.kind}, and other documents are named as if it were a namespace`
    problems.push({ file, path: 'id', message: `${message}: the tree of methods cannot hold both` })
  }
  const branches = new Map<string, Branch>()
  for (const [segment, child] of sortByName(draft.branches)) {
    branches.set(segment, finish(child, path ? `${path}.${segment}` : segment, names, problems))
  }
  return { path, typeName, branches, leaves }
}

function sortByName<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return [...map].sort(([a], [b]) => compare(a, b))
}
