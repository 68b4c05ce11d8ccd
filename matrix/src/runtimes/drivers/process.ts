import { run } from '../../run.ts'
import { type Runtime, readLines } from '../runtime.ts'
import { bundle } from '../workspace.ts'

/** A runtime that starts a program; it finds the installed packages by itself. */
export function processRuntime(name: string, command: string, args: readonly string[] = []): Runtime {
  return {
    name,
    async run(project, addresses) {
      const program = await bundle(project, 'process', { packages: 'external' })
      const { said, code } = await run(command, [...args, program, JSON.stringify(addresses)], {
        cwd: project.folder,
      })
      const results = readLines(said)
      if (code !== 0 || results.length === 0) throw new Error(`${name} ended with ${code}:\n${said}`)
      return results
    },
  }
}
