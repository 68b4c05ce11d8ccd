import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LOOPBACK } from './loopback.ts'
import { findPostgres, type PostgresUser, postgresUser } from './postgres-binaries.ts'

/** A running PostgreSQL cluster. */
export interface Postgres extends AsyncDisposable {
  /** `postgresql://` address of its one database, password included. */
  readonly url: string
}

const READY = 'database system is ready to accept connections'
const START_TIMEOUT_MS = 30_000

/** What is written is thrown away anyway, so nothing need reach the disk. */
const SETTINGS: Record<string, string> = {
  listen_addresses: LOOPBACK,
  unix_socket_directories: '',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '60',
  shared_buffers: '32MB',
  timezone: 'UTC',
}

/**
 * Creates a cluster in `folder` and starts it on `port` of 127.0.0.1.
 *
 * @throws Error with the last lines of what initdb or postgres said
 */
export async function startPostgres(folder: string, port: number): Promise<Postgres> {
  const user = postgresUser()
  const own = async (path: string): Promise<void> => {
    if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid)
  }
  await own(folder)
  const data = join(folder, 'data')
  await mkdir(data, { mode: 0o700 })
  await own(data)
  const password = randomBytes(16).toString('hex')
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, password, { mode: 0o600 })
  await own(passwordFile)

  const { initdb, postgres } = await findPostgres(user, join(folder, 'native'))
  const cluster = [
    '-D',
    data,
    '-U',
    'typefed',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--no-sync',
  ]
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const speed = ['--no-sync', '--no-data-checksums']
  const init = run(initdb, user, folder, [...cluster, ...locale, ...speed])
  const code = await init.ended
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${init.said()}`)

  const flags = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = run(postgres, user, folder, ['-D', data, '-p', String(port), ...flags])
  await server.says(READY)
  return {
    url: `postgresql://typefed:${password}@${LOOPBACK}:${port}/postgres`,
    async [Symbol.asyncDispose]() {
      await stop(server.process, server.ended)
    },
  }
}

/** An immediate shutdown, as nothing of the data is needed any more. */
async function stop(process: ChildProcess, ended: Promise<unknown>): Promise<void> {
  process.kill('SIGQUIT')
  const patience = setTimeout(() => process.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(patience)
}

interface Running {
  process: ChildProcess
  /** Resolves with the exit code or the signal. */
  ended: Promise<number | NodeJS.Signals | null>
  /** The end of what it has said on stderr so far. */
  said: () => string
  /** Resolves once that contains `text`; rejects when it ends before, or takes too long and is killed. */
  says: (text: string) => Promise<void>
}

function run(program: string, user: PostgresUser, cwd: string, args: string[]): Running {
  const child = spawn(program, args, {
    ...user,
    cwd,
    env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A session of its own: Ctrl-C must reach us first, not take the database from under the servers.
    detached: true,
  })
  let output = ''
  const heard = new EventTarget()
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => {
    output = (output + text).slice(-4_000)
    heard.dispatchEvent(new Event('output'))
  })
  const said = (): string => output.trim().split('\n').slice(-8).join('\n')
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  )
  ended.catch(() => {})
  const says = async (text: string): Promise<void> => {
    const seen = new Promise<void>((resolve) => {
      heard.addEventListener('output', () => {
        if (output.includes(text)) resolve()
      })
    })
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`it was not ready after ${START_TIMEOUT_MS / 1000} s: ${said()}`))
    }, START_TIMEOUT_MS)
    const gone = ended.then((code) => {
      throw new Error(`it ended with ${code}: ${said()}`)
    })
    gone.catch(() => {})
    await Promise.race([seen, late, gone]).finally(() => clearTimeout(timer))
  }
  return { process: child, ended, said, says }
}
