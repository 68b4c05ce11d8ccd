import { chmodSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from './support/folder.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Runs `.ci/run` with an `npm` that does what is given for `npm test` and `npm run test:all`. */
async function runWith(steps: { test: string; all: string }) {
  await using folder = await temporaryFolder({
    npm: `#!/bin/sh\nif [ "$1" = test ]; then ${steps.test}; else ${steps.all}; fi\n`,
  })
  chmodSync(join(folder.path, 'npm'), 0o755)
  const { status, stdout } = spawnSync('bash', ['.ci/run'], {
    cwd: ROOT,
    encoding: 'utf8',
    // What is there already is not installed.
    env: { ...process.env, PATH: `${folder.path}${delimiter}${process.env['PATH']}`, CHROMIUM: '/bin/sh' },
  })
  return { status, last: stdout.trimEnd().split('\n').at(-1) }
}

const count = (line: string, status = 0): string => `echo ${line} >> "$CLOSING_LINE_TALLY"; exit ${status}`

test.each([
  ['both runs are added up', { test: count('10 0'), all: count('5 0') }, 0, '15 passed, 0 failed'],
  [
    'a failure of the second run counts',
    { test: count('10 0'), all: count('4 1', 1) },
    1,
    '14 passed, 1 failed',
  ],
  [
    'after a failure there is no second run',
    { test: count('9 1', 1), all: count('5 0') },
    1,
    '9 passed, 1 failed',
  ],
  ['what fails before any test is a failure', { test: 'exit 2', all: count('5 0') }, 2, '0 passed, 1 failed'],
])('the last line of CI is the count: %s', async (_, steps, status, last) => {
  expect(await runWith(steps)).toEqual({ status, last })
})
