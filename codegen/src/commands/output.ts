import type { InputError } from '../model/problem.ts'
import type { ExitCode } from './command.ts'

/** How many lines of a list are worth printing. */
const SHOWN_LINES = 40

export function print(text: string): ExitCode {
  process.stdout.write(text)
  return 0
}

export function fail(lines: readonly string[]): ExitCode {
  process.stderr.write(`${lines.join('\n')}\n`)
  return 1
}

export function usageError(message: string, command?: string): ExitCode {
  const help = ['typefed', ...(command === undefined ? [] : [command]), '--help'].join(' ')
  process.stderr.write(`typefed: ${message}\nRun "${help}" for what it can do.\n`)
  return 2
}

export function inputError({ problems, message }: InputError): ExitCode {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return fail([message, `typefed: ${count}; nothing was written`])
}

/** A list that fits on a screen. */
export function shorten(lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN_LINES
  return rest > 0 ? [...lines.slice(0, SHOWN_LINES), `… and ${rest} more`] : [...lines]
}
