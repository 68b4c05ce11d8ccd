import { readdir, readFile } from 'node:fs/promises'
import { join, posix, relative } from 'node:path'
import type { Packed } from './pack.ts'

/** The part of a manifest that tells what can be imported. */
export interface Manifest extends Readonly<Record<string, unknown>> {
  readonly exports: Readonly<Record<string, string>>
}

/** A package that is published, for tests of what is in it. */
export interface Contents {
  readonly manifest: Manifest
  /** Paths within the package, with `/`. */
  readonly files: ReadonlySet<string>
  read(file: string): Promise<string>
}

export async function contentsOf({ folder }: Packed): Promise<Contents> {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'))
  const manifest = JSON.parse(await read('package.json')) as Manifest
  return { manifest, files: new Set(files), read }
}

/** The source map of a file: the last line of the file names it. */
export async function sourceMapOf(contents: Contents, file: string): Promise<SourceMap | undefined> {
  const name = /\/\/# sourceMappingURL=(.+)\s*$/.exec(await contents.read(file))?.[1]
  if (name === undefined) return undefined
  const at = posix.join(posix.dirname(file), name)
  const { sources } = JSON.parse(await contents.read(at)) as SourceMap
  return { sources: sources.map((source) => posix.join(posix.dirname(at), source)) }
}

export interface SourceMap {
  /** Paths within the package. */
  readonly sources: readonly string[]
}

/** The files of a target; those of a pattern are what its `*` may stand for. */
export function filesOf({ files }: Contents, target: string): string[] {
  const [before = '', after] = target.replace('./', '').split('*')
  if (after === undefined) return files.has(before) ? [before] : []
  return [...files].filter((file) => file.startsWith(before) && file.endsWith(after))
}
