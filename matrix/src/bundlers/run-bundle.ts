import { fileURLToPath } from 'node:url'
import { dirname } from 'node:path'
import { readLines } from '../runtimes/runtime.ts'
import type { StepResult } from '../runtimes/smoke/step.ts'
import { run } from '../run.ts'

export interface BundleRun {
  readonly steps: readonly StepResult[]
  /** Paths of the files that were loaded, by `import` or `require`. */
  readonly loaded: ReadonlySet<string>
}

/** Runs a bundle of the program that loads late in this Node. */
export async function runBundle(main: string): Promise<BundleRun> {
  const hook = new URL('print-loaded.js', import.meta.url)
  const { said, code } = await run(process.execPath, ['--import', hook.href, main], { cwd: dirname(main) })
  const steps = readLines(said)
  if (code !== 0 || steps.length === 0) throw new Error(`${main} ended with ${code}:\n${said}`)
  const loaded = said.split('\n').flatMap((line) => /^loaded (file:.*)$/.exec(line)?.[1] ?? [])
  return { steps, loaded: new Set(loaded.map((url) => fileURLToPath(url))) }
}
