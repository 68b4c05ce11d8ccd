import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { isObject, objects, type Json } from '../load.ts'
import type { Difference } from './compare-lines.ts'

export interface Deviations {
  /** Schema name here by entity name in the tables, where dropping the underscores does not give it. */
  names: Record<string, string>
  /** What each line is allowed to say, as `fact -> here`. */
  allowed: Map<string, string>
}

function stringMap(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).map(([key, inner]) => [key, String(inner)]),
  )
}

function checkReason(entry: Json, at: string): void {
  if (typeof entry.reason === 'string' && entry.reason.length >= 20) return
  throw new Error(`deviations.yaml: ${at} needs a reason that says why the document departs from the tables.`)
}

export function parseDeviations(text: string): Deviations {
  const node: unknown = parse(text)
  const root = isObject(node) ? node : {}
  const allowed = new Map<string, string>()
  for (const entry of [...objects(root.corrected), ...objects(root.modelled), ...objects(root.added)]) {
    const lines = stringMap(entry.lines)
    const first = Object.keys(lines)[0]
    if (first === undefined) throw new Error('deviations.yaml: an entry names the lines it explains.')
    checkReason(entry, first)
    for (const [at, change] of Object.entries(lines)) {
      if (allowed.has(at)) throw new Error(`deviations.yaml: ${at} is explained twice.`)
      allowed.set(at, change)
    }
  }
  return { names: stringMap(root.names), allowed }
}

export function readDeviations(dir: string): Deviations {
  return parseDeviations(readFileSync(join(dir, 'deviations.yaml'), 'utf8'))
}

export function change(difference: Difference): string {
  return `${difference.fact} -> ${difference.here}`
}

export interface Verdict {
  unexplained: Difference[]
  /** Entries that explain a difference there is not, or not that one. */
  unused: string[]
}

export function judge(differences: Difference[], { allowed }: Deviations): Verdict {
  const explains = (difference: Difference): boolean => allowed.get(difference.at) === change(difference)
  const explained = new Set(differences.filter(explains).map((difference) => difference.at))
  return {
    unexplained: differences.filter((difference) => !explains(difference)),
    unused: [...allowed.keys()].filter((at) => !explained.has(at)),
  }
}
