import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { InputError, type Problem } from '../model/problem.ts'
import { BANNER } from './banner.ts'

export interface OutputFile {
  /** Relative to the folder, with `/`. */
  readonly path: string
  /** All of it, the banner too. */
  readonly text: string
}

/**
 * Makes a folder hold exactly these files. The new folder is complete before it takes the old one's place; if nothing
 * differs, nothing is touched. Throws InputError if the folder has a file that is not ours.
 */
export async function writeFolder(
  folder: string,
  shown: string,
  files: readonly OutputFile[],
): Promise<boolean> {
  const present = await readGenerated(folder, shown)
  if (present.size === files.length && files.every(({ path, text }) => present.get(path) === text))
    return false

  const beside = `${folder}.${randomUUID().slice(0, 8)}`
  const [fresh, old] = [`${beside}.new`, `${beside}.old`]
  try {
    await writeAll(fresh, files)
    if (existsSync(folder)) await rename(folder, old)
    await rename(fresh, folder)
  } catch (error) {
    if (!existsSync(folder) && existsSync(old)) await rename(old, folder)
    throw error
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await rm(old, { recursive: true, force: true })
  }
  return true
}

async function writeAll(folder: string, files: readonly OutputFile[]): Promise<void> {
  const folders = new Set(files.map(({ path }) => dirname(join(folder, path))))
  for (const path of [folder, ...folders]) await mkdir(path, { recursive: true })
  await Promise.all(files.map(({ path, text }) => writeFile(join(folder, path), text)))
}

async function readGenerated(folder: string, shown: string): Promise<Map<string, string>> {
  if (!existsSync(folder)) return new Map()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
  const files = await Promise.all(
    paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const),
  )
  const foreign = files.filter(([, text]) => !text.startsWith(BANNER))
  const [first] = foreign
  if (first) throw new InputError([foreignFile(shown, first[0], foreign.length - 1)])
  return new Map(files)
}

function foreignFile(folder: string, path: string, others: number): Problem {
  const more = others === 0 ? 'was' : `and ${others} more were`
  return {
    file: folder,
    path: '',
    message: `${path} ${more} not generated here: the folder is cleared first, so it must hold nothing else`,
  }
}
