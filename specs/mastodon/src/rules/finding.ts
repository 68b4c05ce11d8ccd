import type { Spec } from '../load.ts'

export interface Finding {
  rule: string
  file: string
  path: string
  message: string
}

export type Rule = (spec: Spec) => Finding[]

export function format(finding: Finding): string {
  return `${finding.file}: ${finding.path}: ${finding.message} (${finding.rule})`
}
