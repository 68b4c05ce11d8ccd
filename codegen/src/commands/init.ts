import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_CONFIGS } from '../config/load-config.ts'
import { type Command, command, type ExitCode, UsageError } from './command.ts'
import { fail, print } from './output.ts'

const HELP = `Writes a configuration, and makes the folder for lexicons. Nothing that is there is overwritten.

Usage
  typefed init [--lexicons <folder> | --openapi <document>] [--output <folder>]

Options
  --lexicons <folder>    where the project keeps lexicons
                         default: lexicons
  --openapi <document>   an OpenAPI document to make a client of, in place of lexicons
  --output <folder>      where to generate; it may hold nothing else
                         default: src/lexicons; src/api for an OpenAPI document
  -h, --help             show this text

Exit codes
  0                      done
  1                      there is a configuration already
  2                      the command line makes no sense
`

const CLIENT = '@typefed/atproto-client'

export const init: Command = command({
  summary: 'write a configuration',
  help: HELP,
  args: [],
  options: { lexicons: { type: 'string' }, openapi: { type: 'string' }, output: { type: 'string' } },
  async run({ cwd, values }): Promise<ExitCode> {
    const {
      lexicons = 'lexicons',
      openapi,
      output = openapi === undefined ? 'src/lexicons' : 'src/api',
    } = values
    if (openapi !== undefined && values.lexicons !== undefined)
      throw new UsageError('expected --lexicons or --openapi, got both')
    const present = DEFAULT_CONFIGS.find((name) => existsSync(join(cwd, name)))
    if (present !== undefined) return fail([`${present} is there already`])

    const settings = openapi === undefined ? lexiconSettings(lexicons) : { openapi: quote(openapi) }
    await writeFile(join(cwd, 'typefed.config.ts'), configText({ ...settings, output: quote(output) }))
    if (openapi === undefined) await mkdir(join(cwd, lexicons), { recursive: true })
    const packages = ['@typefed/core', ...(openapi === undefined ? [CLIENT] : [])]
    return print(`wrote typefed.config.ts

Next
  npm install ${packages.join(' ')}
  npm install --save-dev @typefed/codegen
${openapi === undefined ? '  npx typefed add <nsid>      or write a lexicon of your own\n' : ''}  npx typefed generate
`)
  },
})

function lexiconSettings(folder: string): Record<string, string> {
  return { sources: `[{ folder: ${quote(folder)} }]`, reuse: `[${quote(CLIENT)}]` }
}

function configText(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries({
    ...settings,
    surface: quote('surface.txt'),
    extension: quote('js'),
  }).map(([name, code]) => `  ${name}: ${code},\n`)
  return `import type { GenerateConfig } from '@typefed/codegen'\n\nexport default {\n${lines.join('')}} satisfies GenerateConfig\n`
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
