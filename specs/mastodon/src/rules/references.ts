import { follow, isObject, type Spec } from '../load.ts'
import { nodes } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

function references(spec: Spec): { file: string; path: string; ref: string }[] {
  return [...spec.files].flatMap(([file, document]) =>
    [...nodes(document)].flatMap(({ node, keys }) =>
      typeof node.$ref === 'string' ? [{ file, path: keys.join('.'), ref: node.$ref }] : [],
    ),
  )
}

/** Every reference leads somewhere, and everything that can be referred to is. */
export const unused: Rule = (spec) => {
  const findings: Finding[] = []
  const used = new Set<unknown>()
  const usedFiles = new Set<string>(['openapi.yaml'])
  for (const { file, path, ref } of references(spec)) {
    try {
      const target = follow(spec, ref, file)
      // A schema that only refers to itself is still unused.
      if (target.file !== file) usedFiles.add(target.file)
      used.add(target.node)
    } catch (error) {
      findings.push({
        rule: 'reference',
        file,
        path,
        message: error instanceof Error ? error.message : String(error),
      })
    }
  }
  for (const [file, document] of spec.files) {
    if (!usedFiles.has(file))
      findings.push({ rule: 'unused', file, path: 'file', message: 'nothing refers to it.' })
    if (!file.startsWith('components/') && !file.startsWith('paths/')) continue
    for (const [name, node] of Object.entries(document)) {
      if (isObject(node) && !used.has(node)) {
        findings.push({ rule: 'unused', file, path: name, message: 'nothing refers to it.' })
      }
    }
  }
  return findings
}
