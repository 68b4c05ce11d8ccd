import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LEX_OUTPUT, lexBuild } from './generators.ts'
import { writeLexiconFolder } from './lexicon-folder.ts'
import { fromBench, fromRoot } from './paths.ts'

/** Files that are only there after a build. */
const BUILT = ['packages/core/dist/index.js', 'packages/atproto-client/dist/index.js']

/** Whether there is something to measure. */
export function isBuilt(): boolean {
  return BUILT.every((file) => existsSync(fromRoot(file)))
}

/** Makes the modules of `lex build`, unless they are there from an earlier run with the same versions. */
export async function prepareLex(say: (what: string) => void): Promise<void> {
  const stamp = fromBench('generated/lex-made-with.json')
  const manifest = JSON.parse(await readFile(fromBench('package.json'), 'utf8')) as { dependencies: object }
  const versions = JSON.stringify(manifest.dependencies)
  const isCurrent = existsSync(join(LEX_OUTPUT, 'index.ts')) && existsSync(stamp)
  if (isCurrent && (await readFile(stamp, 'utf8')) === versions) return
  say('making the modules of lex build')
  await writeLexiconFolder()
  await lexBuild()
  await writeFile(stamp, versions)
}
