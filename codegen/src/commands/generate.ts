import { dirname, resolve } from 'node:path'
import { loadConfig, type LoadedConfig, shownPath } from '../config/load-config.ts'
import type { Generated } from '../generate.ts'
import { InputError } from '../model/problem.ts'
import { type Command, command, type ExitCode, UsageError } from './command.ts'
import { fail, inputError, print, shorten, withProgress } from './output.ts'

const HELP = `Reads the lexicons or the document that the configuration names, and writes the modules and the surface.

Usage
  typefed generate [--config <file>] [--check | --watch]

Options
  --config <file>   the configuration, in TypeScript, JavaScript or JSON
                    default: typefed.config.ts, .js or .json, or lexicons/upstream.json
  --check           write nothing; fail if the surface file is not current, or git does not know it
  --watch           generate again whenever a description or the configuration changes
  -h, --help        show this text

Exit codes
  0                 done
  1                 something is wrong with the lexicons, the document or the configuration, or
                    the surface is not current (--check): nothing was written; or the disk failed
  2                 the command line makes no sense, or there is no configuration
`

export const generate: Command = command({
  summary: 'write the modules and the surface of the lexicons or the document',
  help: HELP,
  args: [],
  options: {
    config: { type: 'string' },
    check: { type: 'boolean', default: false },
    watch: { type: 'boolean', default: false },
  },
  async run({ cwd, values: { config, check, watch } }): Promise<ExitCode> {
    if (check && watch) throw new UsageError('expected --check or --watch, got both')
    if (check) return checkOnly(cwd, config)
    return watch ? generateOnChange(cwd, config) : generateOnce(cwd, await loadConfig(cwd, config))
  },
})

function generateOnce(cwd: string, config: LoadedConfig): Promise<ExitCode> {
  const start = performance.now()
  return withProgress(async (show) => {
    // Help and version come at once.
    const { generate, writeGenerated } = await import('../generate.ts')
    const generated = await generate(cwd, config, show.stage)
    for (const notice of generated.summary.notices) show.line(`notice: ${notice}`)
    show.stage('writing')
    await writeGenerated(cwd, config, generated)
    show.end()
    return print(summaryText(generated, shownPath(cwd, config.output), performance.now() - start))
  })
}

async function checkOnly(cwd: string, configName: string | undefined): Promise<ExitCode> {
  const { generate } = await import('../generate.ts')
  const { checkSurface } = await import('../write/check-written.ts')
  const config = await loadConfig(cwd, configName)
  return withProgress(async (show) => {
    const lines = await checkSurface(cwd, config, await generate(cwd, config, show.stage))
    show.end()
    const surface = shownPath(cwd, config.surface ?? config.file)
    return lines.length > 0 ? fail(shorten(lines)) : print(`${surface} is current\n`)
  })
}

/** Goes on until the process is ended. What is wrong is reported, and may be put right. */
async function generateOnChange(cwd: string, configName: string | undefined): Promise<ExitCode> {
  const { runOnChange } = await import('../watch.ts')
  const first = await loadConfig(cwd, configName)
  const task = async (): Promise<readonly string[]> => {
    let sources = [first.file]
    try {
      const config = await loadConfig(cwd, configName)
      sources = sourcesOf(config)
      await generateOnce(cwd, config)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      await inputError(cwd, error)
    }
    print('waiting for changes; Ctrl-C ends\n')
    return sources
  }
  return runOnChange(task, sourcesOf(first))
}

/** The files and folders that the output depends on. */
function sourcesOf(config: LoadedConfig): string[] {
  if ('openapi' in config) return [config.file, dirname(config.openapi)]
  const folders = config.sources.flatMap((source) =>
    'package' in source ? [] : [resolve(config.folder, source.folder)],
  )
  return [...new Set([config.file, ...config.ownFiles, ...folders])]
}

function summaryText({ summary }: Generated, output: string, ms: number): string {
  const { documents, sources, endpoints, schemas, files } = summary
  return [
    `generated ${output}`,
    `  documents  ${documents}`,
    ...sources.map(([source, count]) => `    ${String(count).padStart(7)}  from ${source}`),
    `  endpoints  ${endpoints}`,
    `  schemas    ${schemas}`,
    `  files      ${files}`,
    `  time       ${Math.round(ms)} ms\n`,
  ].join('\n')
}
