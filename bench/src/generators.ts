import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LEXICON_FOLDER } from './lexicon-folder.ts'
import { fromBench, fromRoot } from './paths.ts'
import { runNode } from './run.ts'

/** What `lex build` makes, which the programs in `peers/lex` import. */
export const LEX_OUTPUT = fromBench('generated/lex')

const ATCUTE = fromBench('generated/atcute')
const LEX_CLI_OUTPUT = fromBench('generated/lex-cli')
const TYPEFED = fromBench('generated/typefed')
const COMPILE_CACHE = fromBench('generated/compile-cache')

/** What typefed generates: one module imports all the others. */
export const TYPEFED_TREE = join(TYPEFED, 'output/tree.ts')

/** A run of a generator, from the start of its process to its end. Each returns milliseconds. */
export type Generate = () => Promise<number>

/** Sets our generator up as the repository does, but for the output. */
export async function prepareTypefed(): Promise<void> {
  await rm(TYPEFED, { recursive: true, force: true })
  await cp(fromRoot('lexicons'), join(TYPEFED, 'lexicons'), { recursive: true })
  const file = join(TYPEFED, 'lexicons/upstream.json')
  const config = JSON.parse(await readFile(file, 'utf8')) as object
  await writeFile(file, JSON.stringify({ ...config, output: '../output', surface: '../surface.txt' }))
}

/** Our generator with nothing there: no output, no compiled code of its own. */
export const typefedFirst: Generate = async () => {
  await rm(COMPILE_CACHE, { recursive: true, force: true })
  await rm(join(TYPEFED, 'output'), { recursive: true, force: true })
  return typefedAgain()
}

export const typefedAgain: Generate = async () => {
  const args = [fromRoot('codegen/bin/typefed.js'), 'generate', '--config', 'lexicons/upstream.json']
  return (await runNode(args, { cwd: TYPEFED, env: { NODE_COMPILE_CACHE: COMPILE_CACHE } })).ms
}

export const atcute: Generate = async () => {
  await rm(ATCUTE, { recursive: true, force: true })
  await mkdir(ATCUTE, { recursive: true })
  const config = { generate: { files: ['../lexicons/**/*.json'], outdir: 'output' } }
  await writeFile(join(ATCUTE, 'lex.config.js'), `export default ${JSON.stringify(config)}\n`)
  return (await runNode([fromBench('node_modules/@atcute/lex-cli/cli.mjs'), 'generate'], { cwd: ATCUTE })).ms
}

export const lexBuild: Generate = async () => {
  const command = [fromBench('node_modules/@atproto/lex/bin/lex'), 'build', '--clear', '--index-file']
  return (await runNode([...command, '--lexicons', LEXICON_FOLDER, '--out', LEX_OUTPUT])).ms
}

export const lexCli: Generate = async () => {
  await rm(LEX_CLI_OUTPUT, { recursive: true, force: true })
  await mkdir(LEX_CLI_OUTPUT, { recursive: true })
  const names = await readdir(LEXICON_FOLDER, { recursive: true })
  const files = names.filter((name) => name.endsWith('.json')).map((name) => join(LEXICON_FOLDER, name))
  const command = [fromBench('node_modules/@atproto/lex-cli/bin.js'), 'gen-api', '--yes', LEX_CLI_OUTPUT]
  return (await runNode([...command, ...files])).ms
}
