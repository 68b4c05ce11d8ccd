import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { PackageFolderSource, PackageModuleSource } from '../config/config.ts'
import type { Problem } from '../model/problem.ts'
import { readFolder } from './folder.ts'
import { idOf, type RawDocument } from './raw-document.ts'

const GENERATOR = dirname(fileURLToPath(import.meta.url))

/** Reads the lexicons that an npm package brings along. */
export async function readPackage(
  source: PackageFolderSource | PackageModuleSource,
  config: { readonly folder: string; readonly shown: string },
  problems: Problem[],
): Promise<RawDocument[]> {
  const fail = (message: string): [] => {
    problems.push({ file: config.shown, path: '', message })
    return []
  }
  const folder = findPackage(source.package, config.folder)
  if (!folder) return fail(`the package ${source.package} is not installed`)
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  if (version !== source.version) {
    return fail(
      `${source.package} ${version} is installed, not ${source.version}: set its version and the day it was released`,
    )
  }
  const name = `${source.package} ${version}`
  if ('folder' in source) {
    const names = { source: name, shown: `${source.package}/${source.folder}` }
    return readFolder(join(folder, source.folder), names, [], problems)
  }
  const list = await readExport(join(folder, source.module), source.export)
  if (!Array.isArray(list)) return fail(`${source.package} does not export a list ${source.export}`)
  return list.map((content: unknown, index) => {
    const document = { file: `${source.package} ${source.export}[${index}]`, source: name, content }
    const id = idOf(document)
    return id === undefined ? document : { ...document, file: `${source.package}: ${id}` }
  })
}

async function readExport(file: string, name: string): Promise<unknown> {
  const module = (await import(pathToFileURL(file).href).catch(() => ({}))) as Record<string, unknown>
  return module[name]
}

/**
 * The folder of an installed package, looked for as Node does, whatever its `exports` hide: from a folder on, then beside
 * the generator.
 */
export function findPackage(name: string, from: string): string | undefined {
  for (const start of [from, GENERATOR]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(folder, 'node_modules', name)
      if (existsSync(join(candidate, 'package.json'))) return candidate
      if (folder === dirname(folder)) break
    }
  }
  return undefined
}
