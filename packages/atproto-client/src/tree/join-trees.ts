import { validationError } from '@typefed/core/internal'
import type { TreeData } from '@typefed/core/lexicon'

type Node = TreeData[string]

/**
 * The tree that has what both trees have; neither is touched.
 *
 * Throws ValidationError for a new namespace whose name is taken, and for a name that means something else in each tree.
 *
 * @param isTaken whether a client has something else under this name
 */
export function joinTrees(tree: TreeData, extension: TreeData, isTaken: (name: string) => boolean): TreeData {
  for (const name of Object.keys(extension)) {
    if (Object.hasOwn(tree, name) || !isTaken(name)) continue
    throw validationError('tree', [name], 'a namespace', 'the name of a member of the client')
  }
  return join(tree, extension, [])
}

function join(tree: TreeData, extension: TreeData, path: readonly string[]): TreeData {
  const joined: Record<string, Node> = { ...tree }
  for (const [name, added] of Object.entries(extension)) {
    const known = Object.hasOwn(tree, name) ? tree[name] : undefined
    if (known === undefined || known === added) joined[name] = added
    else if (isNamespace(known) && isNamespace(added)) joined[name] = join(known, added, [...path, name])
    else
      throw validationError('tree', [...path, name], 'a name that is new', 'one that the client has already')
  }
  return joined
}

function isNamespace(node: Node): node is TreeData {
  const { path, recordKey } = node as TreeData
  return typeof path !== 'string' && typeof recordKey !== 'string'
}
