import { execFileSync, type StdioOptions } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSpec, strings, type Json, type Spec } from './load.ts'
import { format, type Finding } from './rules/finding.ts'
import { DIR } from './run.ts'
import { nodes, parts } from './walk.ts'

interface Dated {
  file: string
  path: string
  /** What it inherits its version from. */
  parent: string | undefined
  node: Json
}

/** Parameters are looked at by operation, since a shared one can be new to some operations only. */
function dated(spec: Spec): Map<string, Dated> {
  const found = new Map<string, Dated>()
  for (const { file, name: path, node, parameters } of spec.operations) {
    found.set(path, { file, path, parent: undefined, node })
    for (const parameter of parameters) {
      const own = `${path} > ${String(parameter.in)} ${String(parameter.name)}`
      if (parameter.in !== 'path') found.set(own, { file, path: own, parent: path, node: parameter })
    }
  }
  for (const { kind, file, path, node } of parts(spec)) {
    if (kind === 'schema') found.set(path, { file, path, parent: undefined, node })
    if (kind !== 'property' && kind !== 'field') continue
    const outer = path.slice(0, path.lastIndexOf('.'))
    found.set(path, {
      file,
      path,
      parent: found.has(outer) ? outer : (outer.split(' > body')[0] ?? outer),
      node,
    })
  }
  return found
}

function undatedValues(base: Spec, head: Spec): Finding[] {
  const findings: Finding[] = []
  for (const [file, document] of head.files) {
    const before = new Map(
      [...nodes(base.files.get(file) ?? {})].map(({ node, keys }) => [keys.join('.'), node]),
    )
    for (const { node, keys } of nodes(document)) {
      const earlier = before.get(keys.join('.'))
      if (!Array.isArray(node.enum) || !Array.isArray(earlier?.enum)) continue
      const stated = Object.keys((node['x-enum-since'] as Json | undefined) ?? {})
      const fresh = strings(node.enum).filter((value) => !strings(earlier.enum).includes(value))
      for (const value of fresh.filter((item) => !stated.includes(item))) {
        const message = `the value ${value} is new and needs its version in x-enum-since.`
        findings.push({ rule: 'addition', file, path: keys.join('.') || 'enum', message })
      }
    }
  }
  return findings
}

/** What came to something older must say when; left out, it would pass for as old as what it came to. */
export function undatedAdditions(base: Spec, head: Spec): Finding[] {
  const before = dated(base)
  const findings: Finding[] = []
  for (const { file, path, parent, node } of dated(head).values()) {
    if (before.has(path) || parent === undefined || !before.has(parent) || 'x-since' in node) continue
    findings.push({ rule: 'addition', file, path, message: 'it is new and must state x-since.' })
  }
  return [...findings, ...undatedValues(base, head)]
}

function archive(ref: string): Buffer | undefined {
  try {
    const stdio: StdioOptions = ['ignore', 'pipe', 'ignore']
    return execFileSync('git', ['archive', ref, '.'], { cwd: DIR, maxBuffer: 2 ** 28, stdio })
  } catch {
    return undefined
  }
}

/** The document as it was at a commit; undefined if the commit had none. */
function specAt(ref: string): Spec | undefined {
  const files = archive(ref)
  if (!files) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'mastodon-spec-'))
  try {
    execFileSync('tar', ['-x', '-C', folder], { input: files })
    return loadSpec(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export function runAdditions(args: string[]): number {
  const ref = args[0] ?? 'origin/main'
  const base = specAt(ref)
  if (!base) {
    console.log(`There is no document at ${ref} to compare with, so additions were not checked.`)
    return 0
  }
  const findings = undatedAdditions(base, loadSpec(DIR))
  for (const finding of findings) console.error(format(finding))
  console.log(`Additions since ${ref}: ${findings.length} without a version.`)
  return findings.length === 0 ? 0 : 1
}

if (import.meta.main) process.exitCode = runAdditions(process.argv.slice(2))
