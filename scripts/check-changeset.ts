/**
 * Tells whether the changesets are big enough for what has changed in `surface/` since a base:
 * `node scripts/check-changeset.ts [base]`, `main` if none is given. Ends with 1 if one is missing or too small.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import parseChangeset from '@changesets/parse'
import { type Bump, bumpFor, compareSurfaces } from '../codegen/src/index.ts'

/** The package that each surface describes. */
const PACKAGES: Readonly<Record<string, string>> = {
  'surface/atproto.txt': '@typefed/atproto-client',
  'surface/mastodon.txt': '@typefed/mastodon-client',
}

const SIZES = ['none', 'patch', 'minor', 'major']

/** What is said of one surface. */
export interface Finding {
  readonly package: string
  /** What the surface asks for. */
  readonly needed: Bump
  /** The largest bump that a changeset announces. */
  readonly announced: string
  /** What breaks, or what is new if nothing does: a line each. */
  readonly reasons: readonly string[]
}

/** Compares every surface of a checkout with that of a base, and with the changesets that are there. */
export function findTooSmall(root: string, base: string): Finding[] {
  const announced = readAnnounced(join(root, '.changeset'))
  return Object.entries(PACKAGES).flatMap(([file, name]) => {
    const changes = compareSurfaces(readAt(root, base, file), readNow(join(root, file)))
    const needed = bumpFor(changes)
    const found: Finding = {
      package: name,
      needed,
      announced: announced.get(name) ?? 'none',
      reasons: changes
        .filter(({ level }) => needed !== 'major' || level === 'breaking')
        .map(({ at, message }) => `${at} ${message}`),
    }
    return SIZES.indexOf(found.announced) < SIZES.indexOf(needed) ? [found] : []
  })
}

function readAnnounced(folder: string): ReadonlyMap<string, string> {
  const announced = new Map<string, string>()
  const files = existsSync(folder) ? readdirSync(folder) : []
  for (const file of files.filter((name) => name.endsWith('.md') && name !== 'README.md')) {
    for (const { name, type } of parseChangeset(readFileSync(join(folder, file), 'utf8')).releases) {
      const known = announced.get(name) ?? 'none'
      if (SIZES.indexOf(type) > SIZES.indexOf(known)) announced.set(name, type)
    }
  }
  return announced
}

/** A file as it was; empty if it was not there yet. Throws if there is no such base. */
function readAt(root: string, base: string, file: string): string {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  const fork = git('merge-base', base, 'HEAD').trim()
  return git('ls-tree', '--name-only', fork, '--', file) === '' ? '' : git('show', `${fork}:${file}`)
}

function readNow(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

if (import.meta.main) {
  const findings = findTooSmall(process.cwd(), process.argv[2] ?? 'main')
  for (const { package: name, needed, announced, reasons } of findings) {
    const lines = reasons.slice(0, 20).map((reason) => `  ${reason}\n`)
    const more = reasons.length > 20 ? `  … and ${reasons.length - 20} more\n` : ''
    process.stderr.write(
      `${name} needs a ${needed} changeset, announced is ${announced}:\n${lines.join('')}${more}`,
    )
  }
  if (findings.length === 0)
    process.stdout.write('the changesets are big enough for what changed in surface/\n')
  process.exitCode = findings.length > 0 ? 1 : 0
}
