import { execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './support/project.ts'
import { edit, readRecipe } from './support/recipe.ts'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const NEEDED = ['codegen', 'lexicons', 'specs/mastodon', 'surface', 'scripts', 'package.json', '.gitignore']
const LEFT_OUT = new Set(['node_modules', 'dist', 'generated', '.turbo'])

const MARKDOWN = await readFile(join(REPOSITORY, 'CONTRIBUTING.md'), 'utf8')

/** The parts of the repository that recipes change, in a repository of their own. */
async function copyOfRepository() {
  const folder = await temporaryFolder()
  for (const name of NEEDED) {
    await cp(join(REPOSITORY, name), join(folder.path, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.has(basename(path)),
    })
  }
  for (const name of ['node_modules', 'codegen/node_modules'])
    await symlink(join(REPOSITORY, name), join(folder.path, name), 'dir')
  const run = (command: string): string => {
    // What pnpm would run, without a workspace around it.
    const line = command.replace(/^pnpm (\S+)/, `'${process.execPath}' --run $1`)
    return execFileSync('sh', ['-c', line], { cwd: folder.path, encoding: 'utf8', stdio: 'pipe' })
  }
  run(
    'git init --quiet && git add . && git -c user.name=a -c user.email=a@b.test commit --quiet --message Begin',
  )
  return { ...folder, run }
}

describe('the recipe for', () => {
  it.each(['Adding a lexicon', 'Adding a Mastodon endpoint', 'Adding an emitter'])(
    '%s leads to what it promises',
    { timeout: 120_000 },
    async (title) => {
      await using copy = await copyOfRepository()
      const steps = readRecipe(MARKDOWN, title)
      let shown = ''
      let promised = 0
      for (const step of steps) {
        if (step.language === 'sh') {
          for (const command of step.text.trim().split('\n')) shown = copy.run(command)
        } else if (step.language === 'diff') {
          for (const line of step.text
            .trim()
            .split('\n')
            .map((one) => one.slice(1))) {
            promised++
            expect(shown).toContain(line)
          }
        } else {
          const file = join(copy.path, step.file)
          const before = step.place === undefined ? '' : await readFile(file, 'utf8')
          await mkdir(dirname(file), { recursive: true })
          await writeFile(file, edit(before, step))
        }
      }
      expect(promised).toBeGreaterThan(0)
    },
  )

  it('a lexicon ends with a surface that is current once git knows it', { timeout: 120_000 }, async () => {
    await using copy = await copyOfRepository()
    expect(copy.run('pnpm generate -- --check')).toContain('surface/mastodon.txt is current')
    const [step] = readRecipe(MARKDOWN, 'Adding a lexicon')
    await mkdir(join(copy.path, 'lexicons/com/example/thing'), { recursive: true })
    await writeFile(join(copy.path, step?.file ?? ''), step?.text ?? '')
    expect(() => copy.run('pnpm generate -- --check')).toThrow('surface/atproto.txt is not current')
    copy.run('pnpm generate')
    copy.run('git rm --quiet --cached surface/atproto.txt')
    expect(() => copy.run('pnpm generate -- --check')).toThrow('surface/atproto.txt is not known to git')
  })
})
