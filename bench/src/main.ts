import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import type { Measure } from './measure.ts'
import { bundleSize } from './measure/bundle-size.ts'
import { catches } from './measure/catches.ts'
import { endToEnd } from './measure/end-to-end.ts'
import { generation } from './measure/generation.ts'
import { importTime } from './measure/import-time.ts'
import { typeCheckMeasure } from './measure/type-check.ts'
import { validation } from './measure/validation.ts'
import { isBuilt, prepareLex } from './prepare.ts'
import { progress } from './progress.ts'
import { reaches, type Row } from './row.ts'
import { markdownTable, textTable } from './table.ts'

const MEASURES: readonly Measure[] = [
  importTime,
  bundleSize,
  typeCheckMeasure,
  validation,
  catches,
  endToEnd,
  generation,
]

const HELP = `Measures @typefed/atproto-client beside its peers and prints one table.

Usage
  pnpm bench [options]

Options
  --only <names>   what to measure, with commas between; default: everything
${MEASURES.map(({ name, about }) => `                     ${name.padEnd(12)} ${about}`).join('\n')}
  --rounds <n>     how many turns each peer gets; default: 5
  --markdown       print the table as Markdown
  -h, --help       show this text

Exit codes
  0                each of our figures reaches its target
  1                one does not, or there is nothing built to measure
  2                the command line makes no sense
`

async function main(args: readonly string[]): Promise<number> {
  const options = parse(args)
  if (typeof options === 'string') {
    process.stderr.write(`bench: ${options}\nRun "pnpm bench --help" for what it can do.\n`)
    return 2
  }
  if (options.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (!isBuilt()) {
    process.stderr.write('bench: the packages are not built; run "pnpm build" first\n')
    return 1
  }
  const rows = await measure(options.measures, options.rounds)
  process.stdout.write(
    `${options.markdown ? markdownTable(rows) : textTable(rows)}\n\n${machine(options.rounds)}\n`,
  )
  const missed = rows.filter((row) => !reaches(row))
  for (const { label } of missed) process.stderr.write(`bench: off target: ${label}\n`)
  return missed.length > 0 ? 1 : 0
}

async function measure(measures: readonly Measure[], rounds: number): Promise<Row[]> {
  const { say, end } = progress(process.stderr)
  try {
    if (measures.some(({ needsLex }) => needsLex)) await prepareLex(say)
    const rows: Row[] = []
    for (const measure of measures) rows.push(...(await measure.run({ rounds, say })))
    return rows
  } finally {
    end()
  }
}

function machine(rounds: number): string {
  const cores = availableParallelism()
  const { version, platform, arch } = process
  const turns = rounds === 1 ? 'one round' : `medians of ${rounds} rounds`
  return `${cores} ${cores === 1 ? 'core' : 'cores'}, ${platform} ${arch}, Node ${version}; ${turns}; kB are thousands of bytes`
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        only: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        markdown: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const rounds = Number(values.rounds)
    if (!Number.isInteger(rounds) || rounds < 1)
      return `--rounds takes a whole number, not "${values.rounds}"`
    const names = values.only?.split(',').map((name) => name.trim())
    const unknown = names?.find((name) => !MEASURES.some((measure) => measure.name === name))
    if (unknown !== undefined) return `there is no measure "${unknown}"`
    return { ...values, rounds, measures: MEASURES.filter(({ name }) => names?.includes(name) ?? true) }
  } catch (error) {
    return (error as Error).message
  }
}

process.exitCode = await main(process.argv.slice(2))
