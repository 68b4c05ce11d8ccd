import { execFileSync } from 'node:child_process'

/** Runs a program to its end and returns what it printed. Its complaints are shown. @throws Error if it fails */
export function run(cwd: string, program: string, args: readonly string[]): string {
  return execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}
