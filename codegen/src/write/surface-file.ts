import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Writes the surface if it has changed. */
export async function writeSurface(file: string, text: string): Promise<boolean> {
  if ((await readSurface(file)) === text) return false
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.new`, text)
  await rename(`${file}.new`, file)
  return true
}

/** The surface as it is committed; empty if there is none. */
export async function readSurface(file: string): Promise<string> {
  return existsSync(file) ? readFile(file, 'utf8') : ''
}
