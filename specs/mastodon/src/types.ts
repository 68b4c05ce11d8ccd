import { existsSync } from 'node:fs'
import { runBundle } from './bundle.ts'
import { BUNDLE, tool } from './run.ts'

const TYPES = 'dist/openapi.d.ts'

/** What any TypeScript user would do first with the bundle: it must go through without a word. */
export function runTypes(): number {
  if (!existsSync(BUNDLE) && runBundle() !== 0) return 1
  const generated = tool('openapi-typescript', [BUNDLE, '--output', TYPES, '--alphabetize', '--immutable'])
  if (generated.status !== 0 || /warn|error/i.test(generated.output)) {
    console.error(generated.output)
    return 1
  }
  const checked = tool('tsc', ['--noEmit', '--strict', '--typeRoots', 'dist', TYPES])
  if (checked.status !== 0) {
    console.error(checked.output)
    return 1
  }
  console.log(`openapi-typescript: no warning; ${TYPES} type-checks.`)
  return 0
}

if (import.meta.main) process.exitCode = runTypes()
