import { loadConfig, shownPath } from '../config/load-config.ts'
import { type Command, command, type ExitCode } from './command.ts'
import { fail, print, shorten, withProgress } from './output.ts'
import { RESOLVE_HELP, RESOLVE_OPTIONS, toResolveOptions } from './resolve-options.ts'

const HELP = `Tells whether everything is as it would be generated: the modules, the surface, and the lexicons that were added.

Usage
  typefed check [--config <file>] [--remote]

Options
  --config <file>   the configuration
                    default: typefed.config.ts, .js or .json, or lexicons/upstream.json
  --remote          ask also whether the lexicons that were added have changed where they came from
${RESOLVE_HELP}
  -h, --help        show this text

Exit codes
  0                 all is current
  1                 something is not, or something is wrong with the descriptions
  2                 the command line makes no sense, or there is no configuration
`

export const check: Command = command({
  summary: 'tell whether the output and the added lexicons are current',
  help: HELP,
  args: [],
  options: { config: { type: 'string' }, remote: { type: 'boolean', default: false }, ...RESOLVE_OPTIONS },
  async run({ cwd, values }): Promise<ExitCode> {
    const options = toResolveOptions(values)
    const config = await loadConfig(cwd, values.config)
    const { generate } = await import('../generate.ts')
    const { checkOutput, checkSurface } = await import('../write/check-written.ts')
    return withProgress(async (show) => {
      const generated = await generate(cwd, config, show.stage)
      const lines = await checkOutput(cwd, config, generated)
      if (config.surface !== undefined) lines.push(...(await checkSurface(cwd, config, generated)))
      if ('sources' in config) {
        const { checkLock } = await import('../add/check-lock.ts')
        show.stage('looking at the lexicons that were added')
        lines.push(...(await checkLock(cwd, config, values.remote ? options : undefined)))
      }
      show.end()
      return lines.length > 0 ? fail(shorten(lines)) : print(`${shownPath(cwd, config.output)} is current\n`)
    })
  },
})
