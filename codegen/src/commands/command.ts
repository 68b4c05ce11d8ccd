import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'

/** What the program ends with. */
export type ExitCode = 0 | 1 | 2

/** The command line makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** A command of the program. */
export interface Command {
  /** A line for the list of commands. */
  readonly summary: string
  /** All of it: usage, options, exit codes. */
  readonly help: string
  /** Throws UsageError, or InputError. */
  run(args: readonly string[], cwd: string): Promise<ExitCode>
}

type Values<O extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: O }>>['values']

interface Call<O extends ParseArgsOptionsConfig> {
  readonly cwd: string
  readonly values: Values<O>
  readonly args: readonly string[]
}

interface CommandSpec<O extends ParseArgsOptionsConfig> extends Omit<Command, 'run'> {
  readonly options: O
  /** What its arguments are called. With `…` behind the last one there may be more of it. */
  readonly args: readonly string[]
  run(call: Call<O>): Promise<ExitCode>
}

/** Makes a command of what it takes and does. */
export function command<O extends ParseArgsOptionsConfig>(spec: CommandSpec<O>): Command {
  const { summary, help, options, args: names } = spec
  return {
    summary,
    help,
    run(all, cwd) {
      const { values, positionals } = parse(all, options)
      const missing = names[positionals.length]
      if (missing !== undefined) throw new UsageError(`<${missing.replace('…', '')}> is missing`)
      const extra = names.at(-1)?.endsWith('…') ? undefined : positionals[names.length]
      if (extra !== undefined) throw new UsageError(`"${extra}" is one argument too many`)
      return spec.run({ cwd, values, args: positionals })
    },
  }
}

function parse<O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
