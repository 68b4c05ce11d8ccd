import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes a file if it has changed. */
export async function writeText(file: string, text: string): Promise<boolean> {
  if ((await readText(file)) === text) return false
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
  return true
}

/** What a file holds; nothing if there is none. */
export async function readText(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : ''
}
