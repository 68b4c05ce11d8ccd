import type { DocumentModel } from '../model/document.ts'
import type { Problem } from '../model/problem.ts'
import type { Reused } from './read-reused.ts'

/** Reports documents that a reused package has already, and namespaces that a client could not take in. */
export function checkReuse(documents: readonly DocumentModel[], { modules, members }: Reused): Problem[] {
  return documents.flatMap(({ id, file }) => {
    const problem = (message: string): Problem[] => [{ file, path: 'id', message }]
    const module = modules.get(id)
    if (module !== undefined) return problem(`"${id}" is imported from ${module}: remove it here`)
    const [root = ''] = id.split('.')
    const owner = members.get(root)
    return owner === undefined
      ? []
      : problem(
          `the client of ${owner} has a member "${root}" of its own, so it cannot have a namespace of that name`,
        )
  })
}
