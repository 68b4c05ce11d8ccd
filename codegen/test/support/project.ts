import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A folder of files that is gone afterwards. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
}

const NODE_MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url))

export async function temporaryFolder(files: Record<string, string> = {}): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'typefed-codegen-'))
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(path, name)), { recursive: true })
    await writeFile(join(path, name), text)
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** How a project resolves its modules. */
export type Resolution = 'nodenext' | 'bundler'

/** The strictest there is, and nothing left out. */
export function tsconfig(resolution: Resolution): string {
  return JSON.stringify({
    compilerOptions: {
      target: 'es2023',
      lib: ['es2024', 'esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: [],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      moduleDetection: 'force',
      customConditions: ['typefed-source'],
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noUnusedLocals: true,
      verbatimModuleSyntax: true,
      isolatedDeclarations: true,
      declaration: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      noEmit: true,
      skipLibCheck: false,
    },
    include: ['**/*.ts'],
  })
}

/** A package that sees what the generator sees. */
export async function temporaryProject(files: Record<string, string>): Promise<TemporaryFolder> {
  const folder = await temporaryFolder({
    ...files,
    'package.json': JSON.stringify({ type: 'module' }),
    'nodenext.json': tsconfig('nodenext'),
    'bundler.json': tsconfig('bundler'),
  })
  await symlink(NODE_MODULES, join(folder.path, 'node_modules'), 'dir')
  return folder
}
