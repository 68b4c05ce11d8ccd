import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { loadConfig, shownPath } from '../config/load-config.ts'
import { emitSurface } from '../emit/surface.ts'
import { generate } from '../generate.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { makeRestPlan } from '../plan/plan-rest.ts'
import { makePlan } from '../plan/plan.ts'
import { readFolder } from '../read-lexicon/folder.ts'
import { understand } from '../read-lexicon/read-lexicons.ts'
import { readOpenapi } from '../read-openapi/read-openapi.ts'

/**
 * The surface of what a path names: a surface file, a folder of lexicons, an OpenAPI document, or a configuration. What a
 * folder of lexicons refers to need not be in it. Throws InputError for what cannot be read.
 */
export async function loadSurface(cwd: string, name: string): Promise<string> {
  const path = resolve(cwd, name)
  if (!existsSync(path))
    throw new InputError([{ file: name, path: '', message: 'there is no such file or folder' }])
  if (statSync(path).isDirectory()) return surfaceOfFolder(cwd, path)
  if (path.endsWith('.txt')) return readFile(path, 'utf8')
  if (/\.ya?ml$/.test(path) || (path.endsWith('.json') && (await isOpenapi(path))))
    return surfaceOfOpenapi(cwd, path)
  return (await generate(cwd, await loadConfig(cwd, name))).surface
}

async function surfaceOfFolder(cwd: string, folder: string): Promise<string> {
  const problems: Problem[] = []
  const shown = shownPath(cwd, folder)
  const raw = await readFolder(folder, { source: shown, shown }, [], problems)
  const read = understand(raw, {}, shown)
  refuse([...problems, ...read.problems])
  return emitSurface(makePlan(read.documents))
}

function surfaceOfOpenapi(cwd: string, file: string): string {
  const { documents, version, problems } = readOpenapi(cwd, file, { items: {}, file: shownPath(cwd, file) })
  refuse(problems)
  return emitSurface(makeRestPlan(documents, { baseline: '0.0', newest: version }))
}

async function isOpenapi(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8')
  return /^\s*\{[^]*"openapi"\s*:\s*"3\./.test(text)
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems)
}
