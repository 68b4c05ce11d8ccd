import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { NPM } from '../installs/managers.ts'
import { install, type Project } from '../installs/project.ts'
import type { Packed } from '../packed/pack.ts'
import { fromMatrix } from '../paths.ts'

export type Entry = 'lazy' | 'page' | 'process' | 'route' | 'worker'

/** A project with the packages installed from their tarballs, and the sources of the programs. */
export async function smokeProject(
  packed: readonly Packed[],
  others: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const project = await install(NPM, packed, others)
  for (const part of ['entries', 'lazy', 'smoke']) {
    await cp(fromMatrix(`src/runtimes/${part}`), join(project.folder, part), { recursive: true })
  }
  return project
}

/** Bundles an entry with esbuild. @throws Error for a warning too: nobody who bundles the packages should see one */
export async function bundle(project: Project, entry: Entry, options: BuildOptions = {}): Promise<string> {
  const outfile = join(project.folder, `${entry}.js`)
  const { warnings } = await build({
    entryPoints: [join(project.folder, `entries/${entry}.ts`)],
    bundle: true,
    format: 'esm',
    target: 'es2023',
    outfile,
    logLevel: 'silent',
    ...options,
  })
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'))
  return outfile
}
