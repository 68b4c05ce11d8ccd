import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBench } from '../paths.ts'
import { runNode } from '../run.ts'
import type { Generate } from '../typefed-generator.ts'
import { LEXICON_FOLDER } from './lexicon-folder.ts'

/** What `lex build` makes, which the programs in `peers/lex` import. */
const LEX_OUTPUT = fromBench('generated/lex')
const ATCUTE = fromBench('generated/atcute')
const LEX_CLI_OUTPUT = fromBench('generated/lex-cli')

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
