import { nodes } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

/** Readers must know whether a value they do not know is an error or just news. */
export const enums: Rule = (spec) => {
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      const path = keys.join('.')
      if (Array.isArray(node.enum) && typeof node['x-open'] !== 'boolean') {
        findings.push({ rule: 'enum', file, path, message: 'an enum declares x-open, true or false.' })
      }
      if ('x-open' in node && !Array.isArray(node.enum)) {
        findings.push({ rule: 'enum', file, path, message: 'x-open belongs to an enum.' })
      }
    }
  }
  return findings
}
