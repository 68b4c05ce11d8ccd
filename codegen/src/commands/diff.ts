import { type ExitCode, type Command, command, UsageError } from './command.ts'
import { print } from './output.ts'

const HELP = `Tells what changed between two descriptions, and what of it breaks those who use the client.

Usage
  typefed diff <old> <new> [--format text|markdown|json] [--fail-on breaking|any]

Arguments
  <old>, <new>      each a surface file (.txt), a folder of lexicons, an OpenAPI document, or a
                    configuration of this program

Options
  --format <form>   text, markdown or json
                    default: text
  --fail-on <what>  breaking: exit 1 if something breaks; any: exit 1 if anything changed
                    default: changes do not count as a failure
  -h, --help        show this text

Exit codes
  0                 done, or nothing of what --fail-on names
  1                 there is what --fail-on names, or a description is wrong
  2                 the command line makes no sense
`

const FAIL_ON = ['breaking', 'any'] as const

export const diff: Command = command({
  summary: 'tell what changed between two descriptions, and what of it breaks programs',
  help: HELP,
  args: ['old', 'new'],
  options: { format: { type: 'string', default: 'text' }, 'fail-on': { type: 'string' } },
  async run({ cwd, values, args: [before = '', after = ''] }): Promise<ExitCode> {
    const { FORMATS, showChanges } = await import('../diff/show.ts')
    const format = oneOf('--format', values.format, FORMATS)
    const failOn =
      values['fail-on'] === undefined ? undefined : oneOf('--fail-on', values['fail-on'], FAIL_ON)
    const [{ compareSurfaces }, { loadSurface }] = await Promise.all([
      import('../diff/compare-surfaces.ts'),
      import('../diff/load-surface.ts'),
    ])
    const changes = compareSurfaces(await loadSurface(cwd, before), await loadSurface(cwd, after))
    print(showChanges(changes, format))
    const fails = failOn === 'any' ? changes.length > 0 : changes.some(({ level }) => level === failOn)
    return fails ? 1 : 0
  },
})

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((one) => one === value)
  if (found === undefined)
    throw new UsageError(`expected ${name} to be ${known.join(' or ')}, got "${value}"`)
  return found
}
