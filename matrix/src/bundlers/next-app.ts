import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Project } from '../installs/project.ts'
import type { Packed } from '../packed/pack.ts'
import { type Ran, run } from '../run.ts'
import { bundle, smokeProject } from '../runtimes/workspace.ts'

const VERSIONS = { next: '16.4.6', react: '19.3.1', 'react-dom': '19.3.1' }
const ENVIRONMENT = { NEXT_TELEMETRY_DISABLED: '1' }

/** A server that listens. */
export interface RunningApp extends AsyncDisposable {
  readonly url: string
}

/** An app of Next.js with the settings it has by itself, and a route that loads late whatever the clients load late. */
export async function nextProject(packed: readonly Packed[]): Promise<Project> {
  const clients = packed.filter(({ name }) => name !== '@typefed/codegen')
  const project = await smokeProject(clients, VERSIONS)
  await bundle(project, 'route', {
    packages: 'external',
    outfile: join(project.folder, 'app/steps/route.js'),
  })
  return project
}

export function buildApp({ folder }: Project): Promise<Ran> {
  return run(process.execPath, [nextProgram(folder), 'build'], { cwd: folder, env: ENVIRONMENT })
}

/** Starts what was built, on a free port. */
export async function startApp({ folder }: Project): Promise<RunningApp> {
  const args = [nextProgram(folder), 'start', '--hostname', '127.0.0.1', '--port', '0']
  const server = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(server, 'exit')
  const stop = async (): Promise<void> => {
    server.kill()
    await exited
  }
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (url) return { url, [Symbol.asyncDispose]: stop }
  }
  throw new Error('next start ended')
}

function nextProgram(folder: string): string {
  return join(folder, 'node_modules/next/dist/bin/next')
}
