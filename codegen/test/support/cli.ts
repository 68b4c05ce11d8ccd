import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Lexicon, lexicon } from './lexicons.ts'
import { type TemporaryFolder, temporaryFolder } from './project.ts'

export const BIN: string = fileURLToPath(new URL('../../bin/typefed.js', import.meta.url))

export interface Run {
  code: number
  stdout: string
  stderr: string
}

export function typefed(cwd: string, ...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BIN, ...args], { cwd }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

export const CONFIG: Record<string, unknown> = {
  sources: [{ folder: 'lexicons' }],
  output: 'out',
  surface: 'surface.txt',
}

export const NOTE: Lexicon = lexicon('com.example.note', {
  main: { type: 'record', key: 'tid', record: { type: 'object', properties: { text: { type: 'string' } } } },
})

/** A folder with a configuration and a lexicon. */
export function workspace(files: Record<string, unknown> = {}): Promise<TemporaryFolder> {
  const all: Record<string, unknown> = {
    'typefed.config.json': CONFIG,
    'lexicons/com/example/note.json': NOTE,
    ...files,
  }
  const texts = Object.entries(all).map(([name, content]) => [
    name,
    typeof content === 'string' ? content : JSON.stringify(content),
  ])
  return temporaryFolder(Object.fromEntries(texts) as Record<string, string>)
}

export async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const texts = await Promise.all(
    paths.map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
  )
  return Object.fromEntries(texts.sort()) as Record<string, string>
}
