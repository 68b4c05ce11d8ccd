import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compare, type Problem } from '../model/problem.ts'
import type { RawDocument } from './raw-document.ts'

/** Reads every lexicon below a folder. */
export async function readFolder(
  folder: string,
  names: { readonly source: string; readonly shown: string },
  ownFiles: readonly string[],
  problems: Problem[],
): Promise<RawDocument[]> {
  const paths = await jsonFiles(folder).catch(() => undefined)
  if (!paths) {
    problems.push({ file: names.shown, path: '', message: 'the folder of lexicons cannot be read' })
    return []
  }
  const lexicons = paths.filter((path) => !ownFiles.includes(join(folder, path)))
  const documents = await Promise.all(
    lexicons.map(async (path) => {
      const file = `${names.shown}/${path}`
      const content = await readLexicon(join(folder, path), file, problems)
      const expectedId = path.slice(0, -'.json'.length).replaceAll('/', '.')
      return content === undefined ? [] : [{ file, source: names.source, expectedId, content }]
    }),
  )
  return documents.flat()
}

async function jsonFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true })
  return entries
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json') && !path.split('/').includes('node_modules'))
    .sort(compare)
}

/** Reads the JSON of a file; `undefined`, and a problem, if it is none. */
export async function readLexicon(path: string, shown: string, problems: Problem[]): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  try {
    return JSON.parse(text)
  } catch (error) {
    problems.push({ file: shown, path: '', message: `expected JSON: ${(error as Error).message}` })
    return undefined
  }
}
