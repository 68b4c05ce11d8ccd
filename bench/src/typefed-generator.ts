import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fromBench, fromRoot } from './paths.ts'
import { runNode } from './run.ts'

/** A run of a generator, from the start of its process to its end. Returns milliseconds. */
export type Generate = () => Promise<number>

export interface TypefedGenerator {
  /** Sets it up as the repository does, but for the output. */
  prepare(): Promise<void>
  /** With nothing there: no output, no compiled code of its own. */
  readonly first: Generate
  readonly again: Generate
  /** What it makes: one module that imports all the others. */
  readonly tree: string
}

/** Our generator at work on a copy of a folder of this repository that holds descriptions. */
export function typefedGenerator(descriptions: string, configName: string): TypefedGenerator {
  const folder = fromBench(`generated/typefed/${descriptions}`)
  const copy = join(folder, 'descriptions')
  const output = join(folder, 'output')
  const compileCache = join(folder, 'compile-cache')
  const again = async () => {
    const args = [fromRoot('codegen/bin/typefed.js'), 'generate', '--config', configName]
    return (await runNode(args, { cwd: copy, env: { NODE_COMPILE_CACHE: compileCache } })).ms
  }
  return {
    tree: join(output, 'tree.ts'),
    again,
    async prepare() {
      await rm(folder, { recursive: true, force: true })
      const source = fromRoot(descriptions)
      await cp(source, copy, { recursive: true, filter: (path) => basename(path) !== 'node_modules' })
      const file = join(copy, configName)
      const config = JSON.parse(await readFile(file, 'utf8')) as object
      await writeFile(file, JSON.stringify({ ...config, output: '../output', surface: '../surface.txt' }))
    },
    async first() {
      await rm(compileCache, { recursive: true, force: true })
      await rm(output, { recursive: true, force: true })
      return again()
    },
  }
}
