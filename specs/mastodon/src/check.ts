import { runBundle } from './bundle.ts'
import { runCount } from './count.ts'
import { runCoverage } from './coverage.ts'
import { runLint } from './lint.ts'
import { runTypes } from './types.ts'

const STEPS: [string, () => number][] = [
  ['lint', runLint],
  ['bundle', runBundle],
  ['types', runTypes],
  ['coverage', () => runCoverage(['--if-present', ...process.argv.slice(2)])],
  ['count', runCount],
]

const failed: string[] = []
for (const [name, step] of STEPS) {
  console.log(`${name}:`)
  if (step() !== 0) failed.push(name)
}
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`)
process.exitCode = failed.length === 0 ? 0 : 1
