import { readFileSync } from 'node:fs'
import { type Command, type ExitCode, UsageError } from './commands/command.ts'
import { add } from './commands/add.ts'
import { check } from './commands/check.ts'
import { diff } from './commands/diff.ts'
import { generate } from './commands/generate.ts'
import { init } from './commands/init.ts'
import { fail, inputError, print, usageError } from './commands/output.ts'
import { NoConfigError } from './config/load-config.ts'
import { InputError } from './model/problem.ts'

const COMMANDS: Readonly<Record<string, Command>> = { init, add, generate, check, diff }

/** Runs the command line; returns the exit code. */
export async function main(args: readonly string[], cwd: string = process.cwd()): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === undefined) return usageError('a command is missing')
  if (name === '-h' || name === '--help') return print(help())
  if (name === '-v' || name === '--version') return print(`${version()}\n`)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) return usageError(`there is no command "${name}"`)
  if (rest.includes('-h') || rest.includes('--help')) return print(command.help)
  try {
    return await command.run(rest, cwd)
  } catch (error) {
    if (error instanceof UsageError || error instanceof NoConfigError) return usageError(error.message, name)
    if (error instanceof InputError) return await inputError(cwd, error)
    if (isSystemError(error)) return fail([`typefed: cannot write: ${error.message}`])
    throw error
  }
}

function help(): string {
  const names = Object.keys(COMMANDS)
  const width = Math.max(...names.map(({ length }) => length))
  return `typefed generates typed clients from AT Protocol lexicons and from OpenAPI documents.

Usage
  typefed <command> [options]

Commands
${names.map((name) => `  ${name.padEnd(width)}  ${COMMANDS[name]?.summary}`).join('\n')}

Options
  -h, --help     show this text, or with a command all that it can do
  -v, --version  show the version

Exit codes
  0              done
  1              something is wrong with what was read, or a check has failed
  2              the command line makes no sense, or there is no configuration
`
}

function version(): string {
  const manifest = new URL('../package.json', import.meta.url)
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
