import { appendFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends a run with the one line that scripts read: `12 passed, 0 failed`. Both numbers are also added to the file that
 * `CLOSING_LINE_TALLY` names, by those who run more than once.
 */
export function closingLine(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
      let passed = 0
      // An error outside of any test, and a file that could not be loaded, each count as a failure.
      let failed = errors.length
      for (const module of modules) {
        const tests = [...module.children.allTests()]
        passed += tests.filter((test) => test.result().state === 'passed').length
        failed += tests.filter((test) => test.result().state === 'failed').length
        if (module.state() === 'failed' && tests.every((test) => test.result().state !== 'failed')) failed++
      }
      const tally = process.env['CLOSING_LINE_TALLY']
      if (tally) appendFileSync(tally, `${passed} ${failed}\n`)
      process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
    },
  }
}
