import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { faultyFront } from '../faults/index.ts'
import { type ControlAddress, type ServeOptions, stepOf } from './protocol.ts'
import { describe, RemoteNetwork } from './remote-network.ts'

/** A process whose network boots when it is first asked for. */
export interface NetworkProcess extends AsyncDisposable {
  readonly address: ControlAddress
  /** Stops the network and the process. */
  close(): Promise<void>
}

/**
 * Starts the process of a network; the network itself waits until somebody connects.
 *
 * @throws Error when the process ends at once
 */
export async function spawnNetworkProcess(
  options: ServeOptions,
  onProgress?: (step: string) => void,
): Promise<NetworkProcess> {
  const program = fileURLToPath(new URL('./child.ts', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning']
  const child = spawn(process.execPath, [...flags, program, JSON.stringify(options)], {
    // What a test runner adds to its workers must not reach the servers.
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.on('error', () => {})
  const ended = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    ended.then(([code, signal]) => {
      throw new Error(`the process of the network ended with ${code ?? signal}`)
    }),
  ])
  lines.on('line', (line) => {
    const step = stepOf(line)
    if (step === undefined) process.stdout.write(`${line}\n`)
    else onProgress?.(step)
  })
  letGo(child)
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.ref()
    child.stdin.end()
    await ended
  }
  return { address: JSON.parse(first) as ControlAddress, close, [Symbol.asyncDispose]: close }
}

/** Options of {@link spawnAtprotoNetwork}. */
export interface SpawnOptions extends Omit<ServeOptions, 'pdsPublicUrl'> {
  /** Put a front before the PDS, in this process, and have DID documents name it. Default: false. */
  front?: boolean
  /** Told of every step of the boot, and of the seed, in words for a terminal. */
  onProgress?: (step: string) => void
}

/**
 * Like `startAtprotoNetwork`, in a process of its own: for measurements that must not count the servers' work,
 * and for hosts whose event loop the servers would slow down.
 */
export async function spawnAtprotoNetwork(options: SpawnOptions = {}): Promise<RemoteNetwork> {
  const { front: wantsFront, onProgress, ...rest } = options
  await using boot = new AsyncDisposableStack()
  const front = wantsFront ? boot.use(await faultyFront('http://127.0.0.1:9')) : undefined
  const child = boot.use(
    await spawnNetworkProcess({ ...rest, ...(front ? { pdsPublicUrl: front.url } : {}) }, onProgress),
  )
  const description = await describe(child.address)
  if (front) front.target = description.pds.url
  const running = boot.move()
  return new RemoteNetwork(child.address, description, () => running.disposeAsync(), front)
}

/** The child must not keep its parent from ending; it ends by itself then. */
function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of [child.stdin, child.stdout]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref()
  }
}
