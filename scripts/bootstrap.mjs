// Runs a task on a machine that has only Node >= 20 and npm: pnpm comes from the registry,
// and the `node` devDependency then supplies the Node 24 that everything else runs on.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const root = new URL('..', import.meta.url)
const [, , task, ...args] = process.argv
const { packageManager } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))

if (!task) {
  console.error('usage: node scripts/bootstrap.mjs <task of package.json> [its arguments]')
  process.exit(2)
}

run('install', ['install', '--frozen-lockfile', '--prefer-offline'])
run(task, ['run', task, ...args])

function run(step, args) {
  const { status, signal, error } = spawnSync('npx', ['--yes', packageManager, ...args], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
  })
  if (status === 0) return
  const why = error?.message ?? (signal ? `stopped by ${signal}` : `exit code ${status}`)
  console.error(`\ntypefed: the step "${step}" did not finish (${why}).`)
  process.exit(status ?? 1)
}
