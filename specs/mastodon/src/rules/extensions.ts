import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nodes } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

/** An extension exists if the README defines it, so a slip of the pen is a finding and not a silent gap. */
export function documentedExtensions(readme: string): Set<string> {
  return new Set([...readme.matchAll(/^\| `(x-[a-z-]+)`/gm)].map((found) => String(found[1])))
}

export const extensions: Rule = (spec) => {
  const known = documentedExtensions(readFileSync(join(spec.dir, 'README.md'), 'utf8'))
  const findings: Finding[] = []
  const used = new Set<string>()
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      for (const key of Object.keys(node)) {
        if (!key.startsWith('x-')) continue
        used.add(key)
        if (known.has(key)) continue
        findings.push({
          rule: 'extension',
          file,
          path: keys.join('.'),
          message: `README.md does not define ${key}.`,
        })
      }
    }
  }
  for (const key of known) {
    if (used.has(key)) continue
    findings.push({ rule: 'extension', file: 'README.md', path: key, message: 'the document never uses it.' })
  }
  return findings
}
