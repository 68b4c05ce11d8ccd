import { isObject, strings, type Json, type Spec } from '../load.ts'
import { nodes, parts } from '../walk.ts'
import { compareVersions, isVersion, UNKNOWN } from '../versions.ts'
import type { Finding, Rule } from './finding.ts'

const KEYS = ['x-since', 'x-until', 'x-deprecated-since']

function problems(node: Json): string[] {
  const found = KEYS.filter((key) => key in node && !isVersion(node[key])).map(
    (key) => `${key} must be a quoted version such as '4.3.0', or ${UNKNOWN}.`,
  )
  if (found.length > 0) return found
  const since = node['x-since']
  for (const key of ['x-until', 'x-deprecated-since']) {
    const later = node[key]
    if (typeof since !== 'string' || typeof later !== 'string' || later === UNKNOWN) continue
    if (compareVersions(later, since) < 0) found.push(`${key} ${later} is older than x-since ${since}.`)
  }
  if (
    'x-deprecated-since' in node &&
    node.deprecated !== true &&
    !('grants' in node) &&
    !('scopes' in node)
  ) {
    if ('description' in node || 'summary' in node || '$ref' in node) {
      found.push('x-deprecated-since goes with deprecated: true.')
    }
  }
  return found
}

function enumProblems(node: Json): string[] {
  const dated = node['x-enum-since']
  if (dated === undefined) return []
  if (!isObject(dated)) return ['x-enum-since is a map from value to version.']
  const values = strings(node.enum)
  return Object.entries(dated).flatMap(([value, version]) => {
    if (!values.includes(value)) return [`x-enum-since names ${value}, which is not in the enum.`]
    return isVersion(version) ? [] : [`x-enum-since of ${value} must be a quoted version.`]
  })
}

/** A release brings levels of the API, and no level comes with two releases. */
function levelProblems(spec: Spec): Finding[] {
  const newest = spec.root['x-api-version']
  const releases = new Map<number, string>()
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      const { 'x-api-version': level, 'x-since': since } = node
      if (level === undefined) continue
      const at = { rule: 'version', file, path: keys.join('.') }
      if (typeof level !== 'number' || !Number.isInteger(level) || level < 1 || level > Number(newest)) {
        findings.push({
          ...at,
          message: `x-api-version is an integer from 1 to that of the root, ${newest}.`,
        })
      } else if (typeof since === 'string') {
        const release = releases.get(level) ?? since
        releases.set(level, release)
        if (release === since) continue
        findings.push({ ...at, message: `level ${level} comes with ${since} here and ${release} elsewhere.` })
      }
    }
  }
  return findings
}

export const dates: Rule = (spec) => {
  const findings = levelProblems(spec)
  for (const [file, document] of spec.files) {
    for (const { node, keys } of nodes(document)) {
      for (const message of [...problems(node), ...enumProblems(node)]) {
        findings.push({ rule: 'version', file, path: keys.join('.'), message })
      }
    }
  }
  for (const operation of spec.operations) {
    if ('x-since' in operation.node) continue
    const message = `an operation states x-since; write ${UNKNOWN} if no version is known.`
    findings.push({ rule: 'version', file: operation.file, path: operation.name, message })
  }
  for (const { file, path, node, enclosing } of parts(spec)) {
    const own = node['x-since']
    if (own === undefined && enclosing === undefined) {
      const message = `a schema states x-since; write ${UNKNOWN} if no version is known.`
      findings.push({ rule: 'version', file, path, message })
    }
    if (isVersion(own) && isVersion(enclosing) && own !== UNKNOWN && compareVersions(own, enclosing) < 0) {
      const message = `x-since ${own} is older than what encloses it, which came with ${enclosing}.`
      findings.push({ rule: 'version', file, path, message })
    }
  }
  return findings
}
