import { spawn } from 'node:child_process'
import { fromBench } from './paths.ts'

export interface Finished {
  readonly stdout: string
  /** Milliseconds from its start to its end. */
  readonly ms: number
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes that are no failure. Default: 0. */
  readonly exitCodes?: readonly number[]
}

/** Runs this Node in a fresh process. Throws if it fails, with the end of what it said. */
export async function runNode(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { cwd = fromBench('.'), env, exitCodes = [0] } = options
  const start = performance.now()
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const ms = performance.now() - start
  if (code === null || !exitCodes.includes(code)) {
    throw new Error(`exit code ${code}\n${(stderr || stdout).trim().slice(-1500)}`)
  }
  return { stdout, ms }
}

/** Runs one of `src/workers` in a fresh process and returns what it printed as JSON. */
export async function runWorker<T>(worker: string, args: readonly string[]): Promise<T> {
  const { stdout } = await runNode([fromBench(`src/workers/${worker}.ts`), ...args])
  return JSON.parse(stdout) as T
}
