import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fromRoot } from '../paths.ts'
import { PNPM } from '../pnpm.ts'
import { type Ran, runWell } from '../run.ts'

/** A copy of this repository that may be changed, tagged and published from. */
export interface Checkout extends AsyncDisposable {
  readonly folder: string
  /** Runs a program of the repository, with pnpm at hand. */
  run(program: string, args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>
  /** The manifest of a package, by its folder. */
  manifest(folder: string): { name: string; version: string }
}

const PARTS = ['.changeset', '.pnpmfile.mjs', 'codegen', 'package.json', 'packages', 'pnpm-workspace.yaml']
const LEFT_OUT = new Set(['node_modules', '.turbo'])

/** Copies what is released, as it was built, with one changeset in place of those that are there. */
export async function checkOut(changeset: string): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'typefed-release-'))
  const isPending = (path: string): boolean => path.includes('/.changeset/') && path.endsWith('.md')
  const filter = (path: string): boolean => !LEFT_OUT.has(basename(path)) && !isPending(path)
  for (const part of PARTS) await cp(fromRoot(part), join(folder, part), { recursive: true, filter })
  await symlink(fromRoot('node_modules'), join(folder, 'node_modules'), 'dir')
  await writeFile(join(folder, '.gitignore'), 'node_modules\ndist\n')
  await writeFile(join(folder, '.changeset/one.md'), changeset)
  const manifest: Checkout['manifest'] = (of) =>
    JSON.parse(readFileSync(join(folder, of, 'package.json'), 'utf8'))
  const [npx, ...pnpm] = PNPM
  const run: Checkout['run'] = (program, args, env = {}) => {
    const given = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    // What is given is for the program only: pnpm itself comes from where packages usually come from.
    const exec = [...pnpm, '--config.verify-deps-before-run=false', 'exec', 'env', ...given]
    return runWell(npx, [...exec, program, ...args], { cwd: folder })
  }
  const git = (...args: string[]): Promise<Ran> => runWell('git', args, { cwd: folder })
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('config', 'user.name', 'tester')
  await git('config', 'user.email', 'tester@example.test')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'Begin')
  return { folder, run, manifest, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
