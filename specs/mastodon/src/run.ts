import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'

/** The folder of the document, which is also the package. */
export const DIR: string = resolve(import.meta.dirname, '..')
export const BUNDLE: string = join(DIR, 'dist/openapi.json')

export interface Run {
  status: number
  output: string
}

/** Runs one of the package's own tools and keeps what it says. */
export function tool(name: string, args: string[]): Run {
  const command = join(DIR, 'node_modules/.bin', name)
  const env = {
    ...process.env,
    NO_COLOR: '1',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    REDOCLY_TELEMETRY: 'off',
  }
  const done = spawnSync(command, args, { cwd: DIR, encoding: 'utf8', env })
  if (done.error)
    throw new Error(`${name} could not be started: ${done.error.message}`, { cause: done.error })
  return { status: done.status ?? 1, output: `${done.stdout}${done.stderr}`.trim() }
}
