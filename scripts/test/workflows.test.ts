import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateWorkflow } from '@action-validator/core'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, string>>
}

interface Workflow {
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly 'timeout-minutes'?: number
        readonly permissions?: Readonly<Record<string, string>>
        readonly steps: readonly Step[]
      }
    >
  >
}

/** What a workflow may do beyond reading the repository, and why it has to. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  // Pushes a branch, opens a pull request.
  'update-lexicons.yml': ['contents', 'pull-requests'],
  // Opens an issue.
  'update-mastodon.yml': ['issues'],
  // Tags, opens the pull request of a release, signs what it publishes.
  'release.yml': ['contents', 'pull-requests', 'id-token'],
  // Puts the pages up.
  'docs.yml': ['pages', 'id-token'],
}

const tasks = new Set(
  Object.keys(
    (JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as { scripts: Record<string, string> }).scripts,
  ),
)

const workflows = globSync('.github/workflows/*.yml', { cwd: ROOT }).map((file) => {
  const content = readFileSync(`${ROOT}/${file}`, 'utf8')
  return { name: basename(file), content, workflow: parse(content) as Workflow }
})

describe.each(workflows)('the workflow $name', ({ name, content, workflow }) => {
  const jobs = Object.values(workflow.jobs)
  const steps = jobs.flatMap((job) => job.steps)

  test('is what its schema allows', () => {
    expect(validateWorkflow(content).errors).toEqual([])
  })

  test('pins every action to a major version', () => {
    const actions = steps.flatMap(({ uses }) => uses ?? [])
    expect(actions.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([])
  })

  test('may write no more than it has to', () => {
    expect(workflow.permissions).toBeDefined()
    const all = [workflow.permissions, ...jobs.map(({ permissions }) => permissions)]
    const written = all.flatMap((permissions = {}) =>
      Object.entries(permissions).flatMap(([scope, access]) => (access === 'write' ? [scope] : [])),
    )
    const allowed = WRITES[name] ?? []
    expect(written.filter((scope) => !allowed.includes(scope))).toEqual([])
  })

  test('holds no logic: it calls scripts and tasks that are there', () => {
    const given = steps.flatMap(({ with: { version, publish } = {} }) => [version, publish])
    const commands = [...steps.map(({ run }) => run), ...given].filter((command) => command !== undefined)
    expect(commands.filter((command) => !callsWhatIsThere(command))).toEqual([])
  })

  test('ends in a time that is set', () => {
    const running = jobs.filter((job) => job.steps.some(({ run }) => run !== undefined))
    expect(running.filter((job) => job['timeout-minutes'] === undefined)).toEqual([])
  })
})

test('a workflow that its schema does not allow is seen', () => {
  expect(validateWorkflow('on: push\njobs:\n  check:\n    run-on: ubuntu-latest\n').errors).toHaveLength(1)
})

test('commands that call nothing that is there are seen', () => {
  const wrong = [
    'bash .ci/absent',
    'node scripts/absent.ts',
    'node scripts/bootstrap.mjs absent',
    'npm run absent',
  ]
  expect([...wrong, 'npm test && rm a', 'npm test\nnpm start', 'curl a'].filter(callsWhatIsThere)).toEqual([])
  expect(callsWhatIsThere('bash .ci/run')).toBe(true)
})

function callsWhatIsThere(command: string): boolean {
  if (/[\n;|&<>`]/.test(command.trim())) return false
  const [program = '', script = '', task = ''] = command.trim().split(' ')
  if (program === 'npm') return tasks.has(script === 'run' ? task : script)
  if (program !== 'node' && program !== 'bash') return false
  return existsSync(`${ROOT}/${script}`) && (script !== 'scripts/bootstrap.mjs' || tasks.has(task))
}
