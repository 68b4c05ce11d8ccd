import { parseArgs } from 'node:util'
import type { Measure } from './measure.ts'
import type { Protocol } from './protocol.ts'

export interface Choice {
  readonly protocols: readonly Protocol[]
  readonly measures: readonly Measure[]
  readonly rounds: number
  readonly markdown: boolean
  readonly help: boolean
}

export function helpText({ protocols, measures }: Pick<Choice, 'protocols' | 'measures'>): string {
  return `Measures the clients of typefed beside their peers and prints a table for each protocol.

Usage
  pnpm bench [options]

Options
  --protocol <names>  ${protocols.map(({ id }) => id).join(', ')}; with commas between; default: each
  --only <names>      what to measure, with commas between; default: everything
${measures.map(({ name, about }) => `                        ${name.padEnd(12)} ${about}`).join('\n')}
  --rounds <n>        how many turns each peer gets; default: 5
  --markdown          print the tables as Markdown
  -h, --help          show this text

Exit codes
  0                   each of our figures reaches its target
  1                   one does not, or there is nothing built to measure
  2                   the command line makes no sense
`
}

/** What is asked for, out of all there is; a text says what makes no sense. */
export function parse(args: readonly string[], all: Pick<Choice, 'protocols' | 'measures'>): Choice | string {
  try {
    const { values } = parseArgs({
      args: args.filter((arg) => arg !== '--'),
      options: {
        protocol: { type: 'string' },
        only: { type: 'string' },
        rounds: { type: 'string', default: '5' },
        markdown: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const rounds = Number(values.rounds)
    if (!Number.isInteger(rounds) || rounds < 1)
      return `--rounds takes a whole number, not "${values.rounds}"`
    const measures = pick('measure', all.measures, ({ name }) => name, values.only)
    if (typeof measures === 'string') return measures
    const protocols = pick('protocol', all.protocols, ({ id }) => id, values.protocol)
    if (typeof protocols === 'string') return protocols
    return { ...values, rounds, measures, protocols }
  } catch (error) {
    return (error as Error).message
  }
}

function pick<T>(
  what: string,
  all: readonly T[],
  nameOf: (one: T) => string,
  list: string | undefined,
): readonly T[] | string {
  if (list === undefined) return all
  const names = list.split(',').map((name) => name.trim())
  const unknown = names.find((name) => !all.some((one) => nameOf(one) === name))
  return unknown === undefined
    ? all.filter((one) => names.includes(nameOf(one)))
    : `there is no ${what} "${unknown}"`
}
