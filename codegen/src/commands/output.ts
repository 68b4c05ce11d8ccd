import { formatProblem, type InputError } from '../model/problem.ts'
import { type Progress, progress } from '../progress.ts'
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

/** Reports problems, each with the line that it is on. */
export async function inputError(cwd: string, { problems }: InputError): Promise<ExitCode> {
  const { locate } = await import('../model/locate.ts')
  const lines = (await locate(cwd, problems)).map(formatProblem)
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return fail([...lines, `typefed: ${count}; nothing was written`])
}

/** A list that fits on a screen. */
export function shorten(lines: readonly string[]): string[] {
  const rest = lines.length - SHOWN_LINES
  return rest > 0 ? [...lines.slice(0, SHOWN_LINES), `… and ${rest} more`] : [...lines]
}

/** Runs what takes a while, showing how far it has come. */
export async function withProgress<T>(task: (show: Progress) => Promise<T>): Promise<T> {
  const show = progress(process.stderr)
  try {
    return await task(show)
  } finally {
    show.end()
  }
}
