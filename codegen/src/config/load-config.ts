import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { InputError } from '../model/problem.ts'
import { checkConfig, checkHints } from './check-config.ts'
import type { GenerateConfig, Hints, LexiconConfig } from './config.ts'

/** A configuration whose paths are absolute, and the files it was read from. */
export type LoadedConfig = LoadedLexiconConfig | LoadedOpenapiConfig

interface Loaded {
  readonly file: string
  /** The file as the person who called would name it. */
  readonly shown: string
  readonly folder: string
  readonly output: string
  readonly extension: 'ts' | 'js'
  readonly surface: string | undefined
}

export interface LoadedLexiconConfig extends Loaded {
  readonly sources: LexiconConfig['sources']
  readonly reuse: readonly string[]
  readonly definitions: string | undefined
  readonly hints: Hints
  /** The file to name when a hint is wrong. */
  readonly hintsFile: string
  /** Files that lie in a folder of lexicons and are none. */
  readonly ownFiles: readonly string[]
}

export interface LoadedOpenapiConfig extends Loaded {
  readonly openapi: string
  readonly baseline: string
  readonly items: Readonly<Record<string, string>>
}

/** Keeps the CIDs of the lexicons that were added; it lies beside the configuration. */
export const LOCK_FILE = 'typefed.lock.json'

/** The configuration was asked for by a name that no file has. */
export class NoConfigError extends Error {
  override readonly name = 'NoConfigError'
}

/** Where a configuration is looked for. */
export const DEFAULT_CONFIGS: readonly string[] = [
  'typefed.config.ts',
  'typefed.config.js',
  'typefed.config.json',
  'lexicons/upstream.json',
]

/** Finds and reads the configuration. Throws NoConfigError, or InputError if it makes no sense. */
export async function loadConfig(cwd: string, name: string | undefined): Promise<LoadedConfig> {
  const file = findConfig(cwd, name)
  const shown = shownPath(cwd, file)
  const config = (await readSettings(shown, file)) as GenerateConfig
  refuse(checkConfig(shown, config))

  const folder = dirname(file)
  const absolute = (path: string): string => resolve(folder, path)
  const loaded: Loaded = {
    file,
    shown,
    folder,
    output: absolute(config.output),
    extension: config.extension ?? 'ts',
    surface: config.surface === undefined ? undefined : absolute(config.surface),
  }
  if ('openapi' in config) {
    const { openapi, baseline = '0.0', items = {} } = config
    return { ...loaded, openapi: absolute(openapi), baseline, items }
  }
  const hintsFile = typeof config.hints === 'string' ? absolute(config.hints) : file
  const hints = typeof config.hints === 'string' ? await readHints(cwd, hintsFile) : (config.hints ?? {})
  return {
    ...loaded,
    sources: config.sources,
    reuse: config.reuse ?? [],
    definitions: config.definitions === undefined ? undefined : absolute(config.definitions),
    hints,
    hintsFile: shownPath(cwd, hintsFile),
    ownFiles: [file, hintsFile, join(folder, LOCK_FILE)],
  }
}

/** A path as the person who called would type it. */
export function shownPath(cwd: string, file: string): string {
  return (relative(cwd, file) || '.').replaceAll('\\', '/')
}

function findConfig(cwd: string, name: string | undefined): string {
  const names = name === undefined ? DEFAULT_CONFIGS : [name]
  const found = names.map((candidate) => resolve(cwd, candidate)).find((path) => existsSync(path))
  if (found) return found
  throw new NoConfigError(`there is no configuration here: looked for ${names.join(', ')}`)
}

async function readHints(cwd: string, file: string): Promise<Hints> {
  const shown = shownPath(cwd, file)
  if (!existsSync(file)) refuse([{ file: shown, path: '', message: 'the file of hints does not exist' }])
  const hints = await readSettings(shown, file)
  refuse(checkHints(shown, hints))
  return hints as Hints
}

async function readSettings(shown: string, file: string): Promise<unknown> {
  try {
    if (file.endsWith('.json')) return JSON.parse(await readFile(file, 'utf8')) as unknown
    const url = pathToFileURL(file)
    // Read anew if it has changed since.
    url.searchParams.set('changed', String((await stat(file)).mtimeMs))
    return ((await import(url.href)) as { default?: unknown }).default
  } catch (error) {
    throw new InputError([{ file: shown, path: '', message: `cannot be read: ${(error as Error).message}` }])
  }
}

function refuse(problems: InputError['problems']): void {
  if (problems.length > 0) throw new InputError(problems)
}
