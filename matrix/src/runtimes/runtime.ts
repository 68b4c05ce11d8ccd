import type { Project } from '../installs/project.ts'
import type { Addresses, StepResult } from './smoke/step.ts'

/** Something that runs JavaScript. */
export interface Runtime {
  /** As the table of runtimes shows it: with the major version where several are supported. */
  readonly name: string
  /** Why it cannot be tried on this machine, if so. */
  readonly missing?: string | undefined
  /** Runs the smoke suite. */
  run(project: Project, addresses: Addresses): Promise<StepResult[]>
}

/** Reads what the suite prints, a JSON line a step; other lines are a runtime's own. */
export function readLines(output: string): StepResult[] {
  const lines = output.split('\n').filter((line) => line.startsWith('{"step":'))
  return lines.map((line) => JSON.parse(line) as StepResult)
}
