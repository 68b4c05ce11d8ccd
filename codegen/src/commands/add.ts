import { loadConfig, type LoadedLexiconConfig, shownPath } from '../config/load-config.ts'
import { InputError } from '../model/problem.ts'
import { type Command, command, type ExitCode } from './command.ts'
import { print, withProgress } from './output.ts'
import { RESOLVE_HELP, RESOLVE_OPTIONS, toResolveOptions } from './resolve-options.ts'

const HELP = `Takes lexicons into the project: writes them below its folder of lexicons, and their CIDs into
typefed.lock.json. From the network come also those that they refer to, and that are neither there nor in a
reused package.

Usage
  typefed add <lexicon>… [--config <file>]

Arguments
  <lexicon>         an NSID (com.example.thing), whose authority is asked for it; the AT URI of a
                    record (at://did:…/com.atproto.lexicon.schema/com.example.thing); a file; or
                    a folder of lexicons

Options
  --config <file>   the configuration
                    default: typefed.config.ts, .js or .json, or lexicons/upstream.json
${RESOLVE_HELP}
  -h, --help        show this text

Exit codes
  0                 done
  1                 a lexicon could not be had or is wrong, or a file is in the way: nothing was written
  2                 the command line makes no sense, or there is no configuration
`

export const add: Command = command({
  summary: 'take published lexicons into the project, or those of a folder',
  help: HELP,
  args: ['lexicon…'],
  options: { config: { type: 'string' }, ...RESOLVE_OPTIONS },
  async run({ cwd, values, args }): Promise<ExitCode> {
    const options = toResolveOptions(values)
    const config = lexiconsOnly(await loadConfig(cwd, values.config))
    const { addLexicons, folderOf } = await import('../add/add-lexicons.ts')
    return withProgress(async (show) => {
      const all = await addLexicons(cwd, config, args, options, show.stage)
      show.end()
      const lines = all.map(({ id, from, outcome }) => `  ${outcome.padEnd(7)}  ${id}  from ${from}\n`)
      return print(`${shownPath(cwd, folderOf(config))}\n${lines.join('')}`)
    })
  },
})

/** Throws InputError for the configuration of an OpenAPI document. */
export function lexiconsOnly(config: Awaited<ReturnType<typeof loadConfig>>): LoadedLexiconConfig {
  if ('sources' in config) return config
  const message = 'expected sources of lexicons: there is nothing to add to an OpenAPI document'
  throw new InputError([{ file: config.shown, path: 'openapi', message }])
}
