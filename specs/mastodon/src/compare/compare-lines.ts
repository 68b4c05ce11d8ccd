import type { Spec } from '../load.ts'
import type { Facts } from './facts.ts'
import { factEntityLines } from './fact-entities.ts'
import { factOperationLines } from './fact-operations.ts'
import { factStreamLines } from './fact-streams.ts'
import type { Rename } from './fact-types.ts'
import type { Lines } from './lines.ts'
import { specEntityLines } from './spec-entities.ts'
import { impliedLines, specOperationLines } from './spec-operations.ts'
import { specStreamLines } from './spec-streams.ts'

export const NOTHING = '(nothing)'

export interface Difference {
  at: string
  fact: string
  here: string
}

/** What encloses a line: of `GET /a query b type` these are `GET /a` and `GET /a query b`. */
function* enclosing(key: string): Generator<string> {
  for (let end = key.length - 1; end > 0; end -= 1) {
    if (key[end] === ' ' || key[end] === '.') yield key.slice(0, end)
  }
}

/** A thing that is missing on one side is one difference, not one for each of its lines. */
function isImplied(key: string, missing: Set<string>): boolean {
  for (const outer of enclosing(key)) if (missing.has(outer)) return true
  return false
}

export function compareLines(facts: Lines, here: Lines): Difference[] {
  const keys = [...new Set([...facts.keys(), ...here.keys()])]
  const missing = new Set(
    keys.filter((key) => (facts.get(key) ?? here.get(key)) === 'present' && facts.get(key) !== here.get(key)),
  )
  // A list of values where the tables have a plain string shows in the type already.
  const isNarrowed = (key: string): boolean => {
    const type = key.replace(/ values( since)?$/, ' type')
    return type !== key && !facts.has(key) && facts.get(type) !== here.get(type)
  }
  return keys
    .filter((key) => facts.get(key) !== here.get(key) && !isImplied(key, missing) && !isNarrowed(key))
    .map((key) => ({ at: key, fact: facts.get(key) ?? NOTHING, here: here.get(key) ?? NOTHING }))
    .toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

export function renamer(names: Record<string, string>): Rename {
  return (entity) => names[entity] ?? entity.replaceAll('_', '')
}

export interface Comparison {
  differences: Difference[]
  /** Lines that were compared, of both sides together. */
  lines: number
}

export function compare(spec: Spec, facts: Facts, names: Record<string, string>): Comparison {
  const rename = renamer(names)
  const [factOperations, operations] = [factOperationLines(facts, rename), specOperationLines(spec)]
  for (const line of impliedLines(spec)) if (!factOperations.has(line)) operations.delete(line)
  const sides: [Lines, Lines][] = [
    [factOperations, operations],
    [factEntityLines(facts, rename), specEntityLines(spec)],
    [factStreamLines(facts, rename), specStreamLines(spec)],
  ]
  return {
    differences: sides.flatMap(([fact, here]) => compareLines(fact, here)),
    lines: sides.reduce((sum, [fact, here]) => sum + new Set([...fact.keys(), ...here.keys()]).size, 0),
  }
}
