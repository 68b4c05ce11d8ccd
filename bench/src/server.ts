import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fromBench } from './paths.ts'

export interface Server extends AsyncDisposable {
  readonly url: string
}

/** Starts one of `src/workers` that serve in its own process, so that what it costs is not counted as the client's. */
export async function startServer(protocol: string, worker = 'server'): Promise<Server> {
  // It ends when this pipe does, so nothing is left if this process is killed.
  const child = spawn(process.execPath, [fromBench(`src/workers/${worker}.ts`), protocol], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const started = once(child.stdout, 'data') as Promise<[Buffer]>
  const first = await Promise.race([started, ended.then(() => undefined)])
  if (!first) throw new Error('the loopback server did not start')
  return {
    url: first[0].toString().trim(),
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
