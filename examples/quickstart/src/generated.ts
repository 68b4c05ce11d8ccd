import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Outcome } from './terminal.ts'

const run = promisify(execFile)

const root = new URL('../../../', import.meta.url)

/** Runs the generator, as `npm start` has done before it built the client, for what it has to say. */
export async function generate(config: string): Promise<Outcome<void>> {
  const cli = fileURLToPath(new URL('bin/typefed.js', import.meta.resolve('@typefed/codegen/package.json')))
  const args = [cli, 'generate', '--config', config]
  const { stdout } = await run(process.execPath, args, { cwd: fileURLToPath(root) })
  return {
    value: undefined,
    done: 'Types, schemas, operations, and the tree over them:',
    details: stdout.trimEnd().split('\n'),
  }
}
