import { execFile } from 'node:child_process'

export interface Ran {
  readonly code: number
  /** What it wrote to both of its outputs. */
  readonly said: string
  readonly stdout: string
}

export interface RunOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds until it is killed. Default: 170,000. */
  readonly timeout?: number
}

/** Runs a program to its end, whatever that is. What a test runner and pnpm add to the environment does not reach it. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const { cwd, timeout = 170_000 } = options
  const env = { ...cleanEnvironment(), ...options.env }
  return new Promise((resolve) => {
    execFile(program, args, { cwd, env, timeout, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const code = typeof error?.code === 'number' ? error.code : error ? 1 : 0
      const why = error && typeof error.code !== 'number' ? `${error.message}\n` : ''
      resolve({ code, stdout, said: `${stdout}${stderr}${why}`.trim() })
    })
  })
}

/** Runs a program that has to end well. @throws Error with what it said */
export async function runWell(program: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  const ran = await run(program, args, options)
  if (ran.code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${ran.code}:\n${ran.said}`)
  return ran
}

const OF_RUNNERS = /^(?:npm_|pnpm_|NODE_OPTIONS$|NODE_PATH$|VITEST|INIT_CWD$|NODE_ENV$)/i
const OF_THE_REGISTRY = /^(?:npm|pnpm)_config_(?:registry|userconfig|cafile|https?_proxy|proxy|noproxy)$/i

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !OF_RUNNERS.test(name) || OF_THE_REGISTRY.test(name)),
  )
}
