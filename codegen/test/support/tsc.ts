import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** The compilers that the output must please. */
export type Compiler = 'typescript' | 'typescript-5.9'

/** Type-checks a project; returns what the compiler says, nothing if all is well. */
export function typecheck(
  project: string,
  compiler: Compiler = 'typescript',
  args: string[] = [],
): Promise<string> {
  const tsc = join(dirname(require.resolve(`${compiler}/package.json`)), 'bin/tsc')
  return new Promise((resolve) => {
    const all = [tsc, '-p', project, '--noEmit', '--pretty', 'false', ...args]
    execFile(process.execPath, all, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.trim()
      resolve(said === '' && error ? String(error) : said)
    })
  })
}
