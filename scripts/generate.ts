/**
 * Generates all that this repository generates; with `--check` it writes nothing, and ends with 1 if `surface/` is not
 * current or git does not know it.
 */
import { existsSync } from 'node:fs'
import { main } from '../codegen/src/cli.ts'

const CONFIGS = ['lexicons/upstream.json', 'specs/mastodon/typefed.json']

const args = process.argv.slice(2)
for (const config of CONFIGS) {
  const code = await main(['generate', '--config', config, ...args])
  process.exitCode ||= code
}
// In a clone only: a test copies the rest of the repository without the clients.
const TLDS = new URL('../packages/atproto-client/scripts/pack-tlds.ts', import.meta.url)
if (!args.includes('--check') && existsSync(TLDS))
  (await import('../packages/atproto-client/scripts/pack-tlds.ts')).generateTlds()
