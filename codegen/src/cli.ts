import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { loadConfig, NoConfigError, shownPath } from './config/load-config.ts'
import type { Generated } from './generate.ts'
import { InputError } from './model/problem.ts'
import { progress } from './progress.ts'

const HELP = `typefed generates typed clients from AT Protocol lexicons and from OpenAPI documents.

Usage
  typefed generate [--config <file>] [--check]

Commands
  generate          read the lexicons or the document that the configuration names,
                    write the modules and the surface

Options
  --config <file>   the configuration, in TypeScript, JavaScript or JSON
                    default: typefed.config.ts, .js or .json, or lexicons/upstream.json
  --check           write nothing; fail if the surface file is not current
  -h, --help        show this text
  -v, --version     show the version

Exit codes
  0                 done
  1                 something is wrong with the lexicons, the document or the configuration, or
                    the surface is not current (--check): nothing was written; or the disk failed
  2                 the command line makes no sense, or there is no configuration
`

/** How many lines of a difference are worth printing. */
const SHOWN_LINES = 40

/** Runs the command line; returns the exit code. */
export async function main(args: readonly string[], cwd: string = process.cwd()): Promise<number> {
  const parsed = parse(args)
  if (typeof parsed === 'string') return usageError(parsed)
  const { values, command } = parsed
  if (values.help) return print(HELP)
  if (values.version) return print(`${version()}\n`)
  if (command !== 'generate') {
    return usageError(command === undefined ? 'a command is missing' : `there is no command "${command}"`)
  }
  try {
    return await runGenerate(cwd, values.config, values.check)
  } catch (error) {
    if (error instanceof NoConfigError) return usageError(error.message)
    if (error instanceof InputError) return inputError(error)
    if (isSystemError(error)) return fail([`typefed: cannot write: ${error.message}`])
    throw error
  }
}

async function runGenerate(cwd: string, configName: string | undefined, check: boolean): Promise<number> {
  const start = performance.now()
  // Help and version come at once.
  const { checkSurface, generate, writeGenerated } = await import('./generate.ts')
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

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        config: { type: 'string' },
        check: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', short: 'v', default: false },
      },
    })
    const [command, extra] = positionals
    return extra === undefined ? { values, command } : `"${extra}" is one argument too many`
  } catch (error) {
    return (error as Error).message
  }
}

function version(): string {
  const manifest = new URL('../package.json', import.meta.url)
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function print(text: string): 0 {
  process.stdout.write(text)
  return 0
}

function inputError({ problems, message }: InputError): 1 {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return fail([message, `typefed: ${count}; nothing was written`])
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

function fail(lines: readonly string[]): 1 {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 1
}

function usageError(message: string): 2 {
  process.stderr.write(`typefed: ${message}\nRun "typefed --help" for what it can do.\n`)
  return 2
}

function shorten(lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN_LINES
  return rest > 0 ? [...lines.slice(0, SHOWN_LINES), `… and ${rest} more`] : [...lines]
}
