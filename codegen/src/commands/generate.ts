import { loadConfig, shownPath } from '../config/load-config.ts'
import type { Generated } from '../generate.ts'
import { progress } from '../progress.ts'
import { type Command, command, type ExitCode } from './command.ts'
import { fail, print, shorten } from './output.ts'

const HELP = `Reads the lexicons or the document that the configuration names, and writes the modules and the surface.

Usage
  typefed generate [--config <file>] [--check]

Options
  --config <file>   the configuration, in TypeScript, JavaScript or JSON
                    default: typefed.config.ts, .js or .json, or lexicons/upstream.json
  --check           write nothing; fail if the surface file is not current, or git does not know it
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
  options: { config: { type: 'string' }, check: { type: 'boolean', default: false } },
  run: ({ cwd, values }) => runGenerate(cwd, values.config, values.check),
})

async function runGenerate(cwd: string, configName: string | undefined, check: boolean): Promise<ExitCode> {
  const start = performance.now()
  // Help and version come at once.
  const { checkSurface, generate, writeGenerated } = await import('../generate.ts')
  const show = progress(process.stderr)
  try {
    const config = await loadConfig(cwd, configName)
    const generated = await generate(cwd, config, show.stage)
    for (const notice of generated.summary.notices) show.line(`notice: ${notice}`)
    if (check) {
      const { added, removed } = await checkSurface(config, generated)
      show.end()
      const surface = shownPath(cwd, config.surface ?? config.file)
      if (added.length + removed.length === 0) return print(`${surface} is current\n`)
      const lines = [...removed.map((line) => `- ${line}`), ...added.map((line) => `+ ${line}`)]
      return fail([`${surface} is not current: generate again, and commit it`, ...shorten(lines)])
    }
    show.stage('writing')
    await writeGenerated(cwd, config, generated)
    show.end()
    return print(summaryText(generated, shownPath(cwd, config.output), performance.now() - start))
  } finally {
    show.end()
  }
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
