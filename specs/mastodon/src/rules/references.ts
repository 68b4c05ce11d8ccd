import { follow, isObject, type Json, type Spec } from '../load.ts'
import { nodes } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

interface Reach {
  nodes: Set<unknown>
  files: Set<string>
  dangling: Finding[]
}

/** Everything that references lead to from the root, so that two leftovers cannot keep each other alive. */
function reach(spec: Spec): Reach {
  const reached: Reach = { nodes: new Set(), files: new Set(), dangling: [] }
  const queue: { file: string; node: unknown; path: string[] }[] = [
    { file: 'openapi.yaml', node: spec.root, path: [] },
  ]
  for (const { file, node: start, path } of queue) {
    if (reached.nodes.has(start)) continue
    reached.nodes.add(start)
    reached.files.add(file)
    for (const { node, keys } of nodes(start, path)) {
      if (typeof node.$ref !== 'string') continue
      try {
        const target = follow(spec, node.$ref, file)
        queue.push({ ...target, path: node.$ref.split('#/').slice(1) })
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        reached.dangling.push({ rule: 'reference', file, path: keys.join('.'), message })
      }
    }
  }
  return reached
}

/** Every reference leads somewhere, and everything that can be referred to is. */
export const unused: Rule = (spec) => {
  const reached = reach(spec)
  const findings = [...reached.dangling]
  const message = 'the root does not lead to it.'
  const check = (file: string, path: string, node: Json): void => {
    if (!reached.nodes.has(node)) findings.push({ rule: 'unused', file, path, message })
  }
  for (const [file, document] of spec.files) {
    if (file.startsWith('schemas/')) check(file, 'schema', document)
    else if (file.startsWith('components/') || file.startsWith('paths/')) {
      for (const [name, node] of Object.entries(document)) if (isObject(node)) check(file, name, node)
    } else if (!reached.files.has(file)) findings.push({ rule: 'unused', file, path: 'file', message })
  }
  return findings
}
