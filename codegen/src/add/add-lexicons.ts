import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../commands/command.ts'
import { type LoadedLexiconConfig, shownPath } from '../config/load-config.ts'
import { InputError, type Problem } from '../model/problem.ts'
import { readFolder, readLexicon } from '../read-lexicon/folder.ts'
import { idOf, type RawDocument } from '../read-lexicon/raw-document.ts'
import { readReused } from '../reuse/read-reused.ts'
import { writeText } from '../write/text-file.ts'
import { dependenciesOf } from './dependencies.ts'
import { cidOf, cidOfFile, type Lock, lockFileOf, readLock, writeLock } from './lock.ts'
import { type PublishedLexicon, reasonOf, Resolver, type ResolveOptions } from './resolve.ts'

/** What became of a lexicon. */
export interface Added {
  readonly id: string
  readonly from: string
  readonly outcome: 'added' | 'updated' | 'current'
}

/**
 * Takes lexicons into the project, and from the network all those that they refer to and nothing has yet. Nothing is
 * written unless all of them could be had.
 *
 * Throws InputError for what cannot be had, is wrong, or would overwrite a file of the project's own.
 *
 * @param names NSIDs, AT URIs, files and folders
 */
export async function addLexicons(
  cwd: string,
  config: LoadedLexiconConfig,
  names: readonly string[],
  options: ResolveOptions = {},
  onProgress: (stage: string) => void = () => {},
): Promise<Added[]> {
  const folder = folderOf(config)
  const problems: Problem[] = []
  const { modules } = await readReused(config.reuse, config, problems)
  for (const name of names) refuseReused(name, name, modules, problems)
  if (problems.length > 0) throw new InputError(problems)

  const isThere = (id: string): boolean => modules.has(id) || existsSync(join(folder, pathOf(id)))
  const lexicons = await findAll(cwd, names, new Resolver(options), isThere, onProgress)
  const lockFile = lockFileOf(config.file)
  const lock = await readLock(lockFile)
  await refuseOwn(cwd, folder, lexicons, lock, modules)

  for (const { id, content } of lexicons)
    await writeText(join(folder, pathOf(id)), `${JSON.stringify(content, null, 2)}\n`)
  const entries = lexicons.map(({ id, from, cid }) => [id, { from, cid }] as const)
  await writeLock(lockFile, { ...lock, ...Object.fromEntries(entries) })
  return lexicons.map(({ id, from, cid }) => {
    const known = lock[id]?.cid
    return { id, from, outcome: known === undefined ? 'added' : known === cid ? 'current' : 'updated' }
  })
}

/** `com/example/thing.json`. */
export function pathOf(id: string): string {
  return `${id.replaceAll('.', '/')}.json`
}

/** The folder that lexicons are added to: the first that is a source. Throws InputError if none is. */
export function folderOf(config: LoadedLexiconConfig): string {
  for (const source of config.sources)
    if (!('package' in source)) return resolve(config.folder, source.folder)
  const message = 'expected a folder, to which lexicons can be added'
  throw new InputError([{ file: config.shown, path: 'sources', message }])
}

/** Finds lexicons, and those on the network that they refer to and that are not there. */
async function findAll(
  cwd: string,
  names: readonly string[],
  resolver: Resolver,
  isThere: (id: string) => boolean,
  onProgress: (stage: string) => void,
): Promise<PublishedLexicon[]> {
  const found = new Map<string, PublishedLexicon>()
  // A set yields what is added while it is walked over.
  const wanted = new Set(names)
  for (const name of wanted) {
    if (found.has(name)) continue
    onProgress(`looking for ${name}`)
    for (const lexicon of await find(cwd, name, resolver)) {
      found.set(lexicon.id, lexicon)
      const { id: expectedId, from, content } = lexicon
      const needed = dependenciesOf({ file: from, source: from, expectedId, content })
      if (from.startsWith('at://')) for (const id of needed) if (!isThere(id)) wanted.add(id)
    }
  }
  return [...found.values()]
}

async function find(cwd: string, name: string, resolver: Resolver): Promise<PublishedLexicon[]> {
  const path = resolve(cwd, name)
  if (!name.startsWith('at://') && existsSync(path)) return readFiles(cwd, path)
  try {
    return [await resolver.get(name)]
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new InputError([{ file: name, path: '', message: reasonOf(error) }])
  }
}

async function readFiles(cwd: string, path: string): Promise<PublishedLexicon[]> {
  const problems: Problem[] = []
  const shown = shownPath(cwd, path)
  const documents: RawDocument[] = statSync(path).isDirectory()
    ? await readFolder(path, { source: shown, shown }, [], problems)
    : [{ file: shown, source: shown, content: await readLexicon(path, shown, problems) }]
  if (problems.length > 0) throw new InputError(problems)
  return Promise.all(
    documents.map(async (document) => {
      // What does not keep to the language has no CID either.
      dependenciesOf(document)
      const { file, content } = document
      return { id: idOf(document) as string, from: file, cid: await cidOf(content), content }
    }),
  )
}

/** A lexicon of the project's own is not overwritten, nor one that was changed since it was added. */
async function refuseOwn(
  cwd: string,
  folder: string,
  lexicons: readonly PublishedLexicon[],
  lock: Lock,
  reused: ReadonlyMap<string, string>,
): Promise<void> {
  const problems: Problem[] = []
  for (const { id, from, cid } of lexicons) {
    refuseReused(id, from, reused, problems)
    const file = join(folder, pathOf(id))
    const own = existsSync(file) ? await cidOfFile(file) : cid
    if (own === cid || own === lock[id]?.cid) continue
    const message = lock[id]
      ? 'was changed since it was added: undo that, or remove the file'
      : 'is there already, and was not added'
    problems.push({ file: shownPath(cwd, file), path: '', message })
  }
  if (problems.length > 0) throw new InputError(problems)
}

/** What is imported from a package needs no file. */
function refuseReused(
  id: string,
  from: string,
  reused: ReadonlyMap<string, string>,
  problems: Problem[],
): void {
  const module = reused.get(id)
  if (module !== undefined)
    problems.push({ file: from, path: '', message: `"${id}" is imported from ${module}` })
}
