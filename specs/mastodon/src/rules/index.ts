import type { Spec } from '../load.ts'
import { choices } from './choices.ts'
import { dates } from './dates.ts'
import { descriptions } from './descriptions.ts'
import { enums } from './enums.ts'
import { extensions } from './extensions.ts'
import type { Finding, Rule } from './finding.ts'
import { operations } from './operations.ts'
import { unused } from './references.ts'
import { root } from './root.ts'
import { shapes } from './shapes.ts'
import { streams } from './streams.ts'

export { format, type Finding } from './finding.ts'

export const RULES: Record<string, Rule> = {
  operations,
  descriptions,
  dates,
  enums,
  unused,
  shapes,
  choices,
  root,
  streams,
  extensions,
}

export function lint(spec: Spec): Finding[] {
  return Object.values(RULES).flatMap((rule) => rule(spec))
}
