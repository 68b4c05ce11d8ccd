import { deref, isObject, objects, strings, type Json, type Spec } from '../load.ts'
import { nodes } from '../walk.ts'
import type { Finding, Rule } from './finding.ts'

interface Arm {
  names: string[]
  required: string[]
  empty: boolean
}

/** What an object has and needs, that of its parts included; undefined if it is no object. */
function armOf(spec: Spec, raw: Json, from: string): Arm | undefined {
  const { node, file } = deref(spec, raw, from)
  const parts = objects(node.allOf).map((part) => armOf(spec, part, file))
  if (node.type !== 'object' && parts.length === 0) return undefined
  const properties = isObject(node.properties) ? Object.keys(node.properties) : []
  return {
    names: [...properties, ...parts.flatMap((part) => part?.names ?? [])],
    required: [...strings(node.required), ...parts.flatMap((part) => part?.required ?? [])],
    empty: node.maxProperties === 0,
  }
}

/** Whether something that fits `one` cannot pass for `other`. */
function refuses(other: Arm, one: Arm): boolean {
  if (other.empty) return one.required.length > 0
  return other.required.some((name) => !one.names.includes(name))
}

/** Exactly one arm of a `oneOf` fits, so objects among them must not pass for each other. */
function alike(spec: Spec, file: string, node: Json): string[] {
  const arms = objects(node.oneOf).map((arm) => armOf(spec, arm, file))
  const found = arms.filter((arm) => arm !== undefined)
  const clash = found.some((one, index) =>
    found.slice(index + 1).some((other) => !refuses(one, other) || !refuses(other, one)),
  )
  return clash
    ? ['nothing tells the objects of this oneOf apart: let each require what the others lack.']
    : []
}

function open(node: Json): string[] {
  const says = ['properties', 'additionalProperties', 'maxProperties', 'allOf', 'oneOf', 'anyOf']
  if (node.type !== 'object' || says.some((key) => key in node)) return []
  return [
    'an object names its properties, is a map by additionalProperties, or is empty by maxProperties: 0.',
  ]
}

/** What a value may be is told by looking at it. */
export const choices: Rule = (spec) => {
  const findings: Finding[] = []
  for (const [file, document] of spec.files) {
    if (!/^(paths|schemas|components)\//.test(file)) continue
    for (const { node, keys } of nodes(document)) {
      const path = keys.join('.') || 'schema'
      for (const message of [...alike(spec, file, node), ...open(node)])
        findings.push({ rule: 'choice', file, path, message })
    }
  }
  return findings
}
