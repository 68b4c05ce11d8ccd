import { intro, log, spinner } from '@clack/prompts'
import colors from 'picocolors'

/** A step did not work: which one, and why. */
export class StepFailed extends Error {
  constructor(title: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause)
    super(`${title}: this did not work. ${why}`, { cause })
  }
}

/** What a step gives to the next ones, and what it says when it is done. */
export interface Outcome<T> {
  value: T
  done: string
  /** More lines, shown below. */
  details?: string[]
}

export function greet(name: string, subtitle: string): void {
  intro(`${colors.inverse(` ${name} `)} ${subtitle}`)
}

/** Begins a part of the tour. */
export function heading(text: string): void {
  log.message(colors.inverse(` ${text} `))
}

/** Runs a step with its progress on the terminal. Throws StepFailed. */
export async function step<T>(
  title: string,
  run: (say: (progress: string) => void) => Promise<Outcome<T>>,
): Promise<T> {
  const start = performance.now()
  const spin = process.stdout.isTTY ? spinner() : undefined
  spin?.start(title)
  try {
    const { value, done, details = [] } = await run((progress) => spin?.message(`${title}: ${progress}`))
    const time = colors.dim(`${((performance.now() - start) / 1000).toFixed(1)} s`)
    const line = `${colors.bold(title)} ${time}\n${done}`
    if (spin) spin.stop(line)
    else log.step(line)
    if (details.length > 0) log.message(details.join('\n'))
    return value
  } catch (error) {
    spin?.error(title)
    throw new StepFailed(title, error)
  }
}

/** One line of at most so many columns. */
export function clip(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`
}

export { colors }
