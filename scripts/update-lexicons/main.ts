// Takes in newer lexicons: `node scripts/update-lexicons/main.ts <file>`. What to propose is written to the file, which is not
// there afterwards if there is nothing.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { run } from '../run.ts'
import { updateLexicons } from './update-lexicons.ts'
import type { Release } from './upstream.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const file = process.argv[2]

if (file === undefined) {
  console.error('usage: node scripts/update-lexicons/main.ts <file for the proposal>')
  process.exitCode = 2
} else {
  rmSync(file, { force: true })
  const proposal = updateLexicons({ root: ROOT, registry: newestOnNpm, install })
  if (proposal) writeFileSync(file, JSON.stringify(proposal))
  console.log(proposal ? `${proposal.title}\n\n${proposal.body}` : 'The lexicons are the newest.')
}

function newestOnNpm(name: string): Release {
  const view = run(ROOT, 'npm', ['view', name, 'version', 'time', '--json'])
  const { version, time } = JSON.parse(view) as { version: string; time: Record<string, string> }
  return { package: name, version, released: time[version]?.slice(0, 10) ?? '' }
}

function install(root: string): void {
  const { packageManager } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
    packageManager: string
  }
  run(root, 'npx', ['--yes', packageManager, 'install', '--no-frozen-lockfile'])
}
