import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Run by a shell of its own session, with our end of the pipe as its stdin. A line means that we have tidied up
 * ourselves. The end of the input means that we are gone, however that happened (`process.exit`, SIGKILL): then
 * it stops PostgreSQL, whose pid stands in the data directory, and removes the folder. A signal during the boot
 * is left to it alone.
 */
const WATCHDOG = `
read -r line && exit 0
lock="$1/postgres/data/postmaster.pid"
pid=$(head -n 1 "$lock" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  tries=0
  while [ -e "$lock" ] && kill -0 "$pid" 2>/dev/null && [ $tries -lt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
fi
# initdb may still be writing.
rm -rf "$1" 2>/dev/null || { sleep 1; rm -rf "$1"; }
`

/** A folder of this run's own, which goes away with the process whatever ends it. */
export interface Scratch extends AsyncDisposable {
  /** Absolute path, under the system's temporary folder. */
  readonly path: string
  /** Makes a sub-folder that only we can read, and returns its path. */
  folder(name: string): Promise<string>
}

/** Creates the folder, and the watchdog that removes it should this process die first. */
export async function createScratch(): Promise<Scratch> {
  const path = await mkdtemp(join(tmpdir(), `typefed-atproto-${process.pid}-`))
  // PostgreSQL runs as another user when we are root, and must be able to reach its own sub-folder.
  await chmod(path, 0o711)
  const watchdog = process.platform === 'win32' ? undefined : spawnWatchdog(path)
  return {
    path,
    async folder(name) {
      const folder = join(path, name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      return folder
    },
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
      if (watchdog) await dismiss(watchdog)
    },
  }
}

function spawnWatchdog(path: string): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', WATCHDOG, 'sh', path], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // Neither may keep the process alive; a watchdog that could not start leaves only the signal handlers.
  watchdog.on('error', () => {})
  watchdog.stdin?.on('error', () => {})
  watchdog.unref()
  const { stdin } = watchdog
  if (stdin && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
  return watchdog
}

async function dismiss(watchdog: ChildProcess): Promise<void> {
  if (watchdog.pid === undefined || watchdog.exitCode !== null || watchdog.signalCode !== null) return
  watchdog.ref()
  const gone = once(watchdog, 'exit')
  watchdog.stdin?.end('done\n')
  await gone
}
