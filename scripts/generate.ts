/**
 * Generates all that this repository generates; with `--check` it writes nothing, and ends with 1 if `surface/` is not
 * current or git does not know it.
 */
import { main } from '../codegen/src/cli.ts'
import { generateTlds } from '../packages/atproto-client/scripts/pack-tlds.ts'

const CONFIGS = ['lexicons/upstream.json', 'specs/mastodon/typefed.json']

const args = process.argv.slice(2)
for (const config of CONFIGS) {
  const code = await main(['generate', '--config', config, ...args])
  process.exitCode ||= code
}
if (!args.includes('--check')) generateTlds()
