import type { ResolveOptions } from '../add/resolve.ts'
import { UsageError } from './command.ts'

/** The options of commands that ask the network. */
export const RESOLVE_OPTIONS = {
  authority: { type: 'string', multiple: true },
  plc: { type: 'string' },
} as const

/** Their part of a help text. */
export const RESOLVE_HELP = `  --authority <domain>=<did>
                    whose lexicons those of a domain are, without asking DNS; may be repeated
                    default: what the TXT record _lexicon.<domain> says
  --plc <url>       the directory of did:plc
                    default: https://plc.directory`

/** Reads the options. Throws UsageError. */
export function toResolveOptions(values: { authority?: string[]; plc?: string }): ResolveOptions {
  const pairs = (values.authority ?? []).map((text) => {
    const [, domain, did] = /^([\w.-]+)=(did:[a-z]+:\S+)$/.exec(text) ?? []
    if (domain === undefined || did === undefined)
      throw new UsageError(`expected --authority to be <domain>=<did>, got "${text}"`)
    return [domain, did] as const
  })
  if (values.plc !== undefined && !URL.canParse(values.plc))
    throw new UsageError(`expected --plc to be an address, got "${values.plc}"`)
  return { plc: values.plc, authorities: new Map(pairs) }
}
