import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { run } from '../../run.ts'

/** A folder of files that is gone afterwards. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
}

export async function temporaryFolder(files: Readonly<Record<string, string>>): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'typefed-scripts-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), text)
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** Makes a folder a repository with one commit. */
export function commitAll(folder: string): void {
  const git = (...args: string[]): string => run(folder, 'git', args)
  git('init', '--quiet', '--initial-branch', 'main')
  git('config', 'user.name', 'tester')
  git('config', 'user.email', 'tester@example.test')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
}
