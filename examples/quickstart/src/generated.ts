import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from './terminal.ts'

const run = promisify(execFile)

/** Has the generator read all lexicons again and compare what they give with what the client was built from. */
export async function checkGenerated(): Promise<Outcome<void>> {
  const cli = fileURLToPath(import.meta.resolve('@typefed/codegen/cli'))
  const config = fileURLToPath(new URL('../../../lexicons/upstream.json', import.meta.url))
  const { stdout } = await run(process.execPath, [cli, 'generate', '--check', '--config', config])
  return { value: undefined, done: stdout.trim() }
}
