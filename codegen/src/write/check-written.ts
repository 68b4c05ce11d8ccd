import { type LoadedConfig, shownPath } from '../config/load-config.ts'
import { compareLines } from '../diff/compare-lines.ts'
import type { Generated } from '../generate.ts'
import { compare, InputError } from '../model/problem.ts'
import { readText } from './text-file.ts'
import { isUntracked } from './tracked.ts'
import { readGenerated } from './write-folder.ts'

/** In what the committed surface is not current, a line each. Throws InputError if there is to be none. */
export async function checkSurface(
  cwd: string,
  config: LoadedConfig,
  generated: Generated,
): Promise<string[]> {
  if (config.surface === undefined) {
    const message = 'expected the path of a file, which --check compares with'
    throw new InputError([{ file: config.shown, path: 'surface', message }])
  }
  const shown = shownPath(cwd, config.surface)
  const { added, removed } = compareLines(await readText(config.surface), generated.surface)
  const lines = [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]
  if (lines.length > 0) return [`${shown} is not current: generate again, and commit it`, ...lines]
  return isUntracked(config.surface) ? [`${shown} is not known to git: commit it`] : []
}

/** In what the output is not current, a line for each file. Throws InputError if it holds something else. */
export async function checkOutput(
  cwd: string,
  config: LoadedConfig,
  generated: Generated,
): Promise<string[]> {
  const shown = shownPath(cwd, config.output)
  const present = await readGenerated(config.output, shown)
  const wanted = new Map(generated.files.map(({ path, text }) => [path, text]))
  const paths = [...new Set([...present.keys(), ...wanted.keys()])]
  return paths
    .filter((path) => present.get(path) !== wanted.get(path))
    .sort(compare)
    .map((path) => `${shown}/${path} is not current: generate again`)
}
