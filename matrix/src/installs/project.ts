import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { transform } from 'esbuild'
import type { Packed } from '../packed/pack.ts'
import { fromMatrix } from '../paths.ts'
import { type Ran, run, runWell } from '../run.ts'
import type { Manager } from './managers.ts'

export type Compiler = 'typescript' | 'typescript-5.9'
export type Resolution = 'nodenext' | 'bundler'

/** A folder outside of this repository with the packages installed, and the program of a user. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  /** Runs the program. */
  start(): Promise<Ran>
  /** What the compiler says of the program; nothing if all is well. */
  typecheck(compiler: Compiler, resolution: Resolution): Promise<string>
}

/** Installs the packages, and what else is named with its version. */
export async function install(
  manager: Manager,
  packed: readonly Packed[],
  others: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'typefed-install-'))
  const tarballs = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const program = await readFile(new URL('program.ts', import.meta.url), 'utf8')
  const { code } = await transform(program, { loader: 'ts', target: 'es2023' })
  const files = { ...manager.files({ ...tarballs, ...others }), 'program.ts': program, 'program.js': code }
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  }
  const [command, ...args] = manager.install
  const { env = {} } = manager
  await runWell(command, args, { cwd: folder, env, timeout: 280_000 })
  return {
    folder,
    start() {
      const [command = 'node', ...args] = manager.node
      return run(command, [...args, 'program.js'], { cwd: folder, env })
    },
    async typecheck(compiler, resolution) {
      const config = join(folder, `${resolution}.json`)
      await writeFile(config, JSON.stringify(settings(resolution)))
      const tsc = fromMatrix(`node_modules/${compiler}/bin/tsc`)
      const { code, said } = await run(process.execPath, [tsc, '-p', config], { cwd: folder })
      return code === 0 ? said : said || `tsc ended with ${code}`
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The strictest there is, with declarations of packages checked too. */
function settings(resolution: Resolution): object {
  return {
    compilerOptions: {
      target: 'es2023',
      lib: ['es2024', 'esnext', 'dom', 'dom.iterable', 'dom.asynciterable'],
      types: [],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      verbatimModuleSyntax: true,
      noEmit: true,
      skipLibCheck: false,
    },
    files: ['program.ts'],
  }
}
