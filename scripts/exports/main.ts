/**
 * Writes the public values and types of every package into `surface/exports/`; with `--check` it ends with 1 if a list
 * there is not current.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listExports } from './list-exports.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PACKAGES = ['codegen', 'packages/atproto-client', 'packages/core', 'packages/mastodon-client']
const FOLDER = join(ROOT, 'surface/exports')

const isCheck = process.argv.includes('--check')
const outdated: string[] = []
for (const folder of PACKAGES) {
  const lines = listExports(join(ROOT, folder)).map(({ entry, name, kind }) => `${entry} ${kind} ${name}\n`)
  const file = join(FOLDER, `${folder.split('/').at(-1)}.txt`)
  if (isCheck && read(file) !== lines.join('')) outdated.push(file)
  if (isCheck) continue
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(file, lines.join(''))
}
if (outdated.length > 0) {
  console.error(
    `Not current: ${outdated.join(', ')}. Run \`node scripts/exports/main.ts\` and look at the difference.`,
  )
  process.exitCode = 1
} else console.log(isCheck ? 'The lists of public names are current.' : `Wrote ${FOLDER}.`)

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
