/**
 * Generates all that this repository generates; with `--check` it writes nothing, and ends with 1 if `surface/` is not
 * current or git does not know it.
 */
import { main } from '../codegen/src/cli.ts'

const CONFIGS = ['lexicons/upstream.json', 'specs/mastodon/typefed.json']

for (const config of CONFIGS) {
  const code = await main(['generate', '--config', config, ...process.argv.slice(2)])
  process.exitCode ||= code
}
