// Tells what Mastodon's documentation has and `specs/mastodon` lacks: `node scripts/update-mastodon/main.ts <checkout of
// mastodon/documentation> [file for the task]`. No file is there afterwards if nothing is lacking.
import { rmSync, writeFileSync } from 'node:fs'
import { readDeviations } from '../../specs/mastodon/src/compare/deviations.ts'
import { loadSpec } from '../../specs/mastodon/src/load.ts'
import { DIR } from '../../specs/mastodon/src/run.ts'
import { findLacking } from './find-lacking.ts'
import { readDocumentation } from './read-documentation.ts'
import { taskFor } from './show-lacking.ts'

const [, , documentation, file] = process.argv

if (documentation === undefined) {
  console.error('usage: node scripts/update-mastodon/main.ts <documentation> [file for the task]')
  process.exitCode = 2
} else {
  const documented = readDocumentation(documentation)
  const task = taskFor(findLacking(documented, loadSpec(DIR), readDeviations(DIR).names))
  if (file !== undefined) rmSync(file, { force: true })
  if (task && file !== undefined) writeFileSync(file, JSON.stringify(task))
  console.log(task?.body ?? `Nothing of ${documented.length} documented things is lacking.`)
}
