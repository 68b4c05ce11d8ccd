/**
 * What an editor shows of a program, from TypeScript's language service.
 * @module
 */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript-5.9'

export interface Shown {
  /** What is shown where the pointer rests on what stands behind a mark. */
  readonly hovers: ReadonlyMap<string, string>
  /** The names that are offered behind a mark. */
  completionsAt(mark: string): string[]
}

/**
 * Shows a program of a user, in which `/*1*\/` and the like mark places. Throws if it does not compile.
 *
 * @param folder where the program would stand
 */
export function show(folder: string, program: string): Shown {
  const file = join(folder, 'shown-program.ts')
  const service = languageService(folder, file, program)
  const errors = service
    .getSemanticDiagnostics(file)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  if (errors.length > 0) throw new Error(errors.join('\n'))
  const places = new Map(
    Array.from(program.matchAll(/\/\*(\d+)\*\//g), ({ 0: mark, 1: name = '', index }) => [
      name,
      index + mark.length,
    ]),
  )
  return {
    hovers: new Map(
      Array.from(places, ([name, place]) => [
        name,
        ts.displayPartsToString(service.getQuickInfoAtPosition(file, place)?.displayParts),
      ]),
    ),
    completionsAt: (mark) => {
      const found = service.getCompletionsAtPosition(file, places.get(mark) ?? -1, undefined)
      return found?.entries.map(({ name }) => name) ?? []
    },
  }
}

/**
 * Proposes the imports of names in an empty file: every module that an editor offers for a name, as it would write it.
 *
 * @param folder where the file would stand
 * @param modules the modules that the project imports elsewhere, which an editor chooses from
 */
export function proposeImports(
  folder: string,
  names: readonly string[],
  modules: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const file = join(folder, 'shown-program.ts')
  const program = [...modules.map((module) => `import '${module}'`), ...names].join('\n')
  const service = languageService(folder, file, program)
  const places = new Map(names.map((name) => [name, program.lastIndexOf(`\n${name}`) + 1 + name.length]))
  const preferences = {
    includeCompletionsForModuleExports: true,
    includeCompletionsWithInsertText: true,
  } as const
  return new Map(
    Array.from(places, ([name, place]) => {
      const found = service.getCompletionsAtPosition(file, place, preferences)?.entries ?? []
      const proposed = found.filter((entry) => entry.name === name && entry.data?.moduleSpecifier)
      return [name, proposed.map(({ data }) => data?.moduleSpecifier ?? '')]
    }),
  )
}

/**
 * Writes a program that uses proposed imports as values, checks its types and runs it. Throws if it does not compile.
 *
 * @returns the number of imports, and of those that were there
 */
export function runImports(
  folder: string,
  proposed: ReadonlyMap<string, readonly string[]>,
): [number, number] {
  const lines = Array.from(proposed).flatMap(([name, modules]) =>
    modules.map((module, index) => `import { ${name} as ${name}_${index} } from '${module}'`),
  )
  const names = lines.map((line) => /as (\w+)/.exec(line)?.[1])
  const program = (use: string) =>
    [...lines, `${use}([${names.join(', ')}].filter(Boolean).length)`].join('\n')
  show(folder, program('export default '))
  const file = join(folder, 'proposed-imports.ts')
  try {
    writeFileSync(file, program('console.log'))
    const printed = execFileSync(process.execPath, ['--conditions=typefed-source', file], {
      encoding: 'utf8',
    })
    return [names.length, Number(printed)]
  } finally {
    rmSync(file, { force: true })
  }
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.asynciterable.d.ts', 'lib.esnext.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  customConditions: ['typefed-source'],
  strict: true,
  noEmit: true,
  types: [],
  allowImportingTsExtensions: true,
}

function languageService(folder: string, file: string, program: string): ts.LanguageService {
  const read = (path: string) => (path === file ? program : ts.sys.readFile(path))
  return ts.createLanguageService({
    ...ts.sys,
    useCaseSensitiveFileNames: () => ts.sys.useCaseSensitiveFileNames,
    fileExists: (path) => path === file || ts.sys.fileExists(path),
    readFile: read,
    getCompilationSettings: () => OPTIONS,
    getCurrentDirectory: () => folder,
    getDefaultLibFileName: (settings) => ts.getDefaultLibFilePath(settings),
    getScriptFileNames: () => [file],
    getScriptVersion: () => '1',
    getScriptSnapshot(path) {
      const text = read(path)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
  })
}
