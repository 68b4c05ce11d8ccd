import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Proposal } from '../github/pull-request.ts'
import { run } from '../run.ts'
import { bumpManifests } from './manifests.ts'
import { findUpdates, pin, readPinned, type Registry, type Update } from './upstream.ts'

export interface UpdateOptions {
  /** The checkout that is changed. */
  readonly root: string
  readonly registry: Registry
  /** Installs what the manifests of the checkout say, and writes the lockfile. */
  readonly install: (root: string) => void
}

const GENERATOR = fileURLToPath(new URL('../../codegen/bin/typefed.js', import.meta.url))
const CONFIG = 'lexicons/upstream.json'
const SURFACE = 'surface/atproto.txt'
const CLIENT = '@typefed/atproto-client'

/**
 * Takes in the newest releases of the packages that lexicons come from: manifests, lockfile, surface and a changeset of the
 * size that the difference asks for.
 *
 * @returns what to propose; undefined if there is nothing newer
 * @throws Error if the lexicons of a release do not pass the generator
 */
export function updateLexicons({ root, registry, install }: UpdateOptions): Proposal | undefined {
  const config = join(root, CONFIG)
  const updates = findUpdates(readPinned(config), registry)
  if (updates.length === 0) return undefined
  const scratch = mkdtempSync(join(tmpdir(), 'typefed-surface-'))
  try {
    const before = join(scratch, 'before.txt')
    copyFileSync(join(root, SURFACE), before)
    pin(config, updates)
    bumpManifests(root, updates)
    install(root)
    run(root, process.execPath, [GENERATOR, 'generate', '--config', CONFIG])
    const compare = (format: string): string =>
      run(root, process.execPath, [GENERATOR, 'diff', before, SURFACE, '--format', format])
    const { bump } = JSON.parse(compare('json')) as { bump: string }
    // Descriptions may have changed, which the surface does not hold but declarations do.
    writeChangeset(root, updates, bump === 'none' ? 'patch' : bump)
    return {
      branch: 'update-lexicons',
      title: `Take in the lexicons of ${listOf(updates)}`,
      body: [...updates.map(lineOf), '', compare('markdown')].join('\n'),
    }
  } finally {
    rmSync(scratch, { recursive: true })
  }
}

function writeChangeset(root: string, updates: readonly Update[], bump: string): void {
  const name = updates.map(({ to }) => `${to.package}-${to.version}`.replaceAll(/[^\w.]+/g, '-')).join('')
  const text = `---\n'${CLIENT}': ${bump}\n---\n\nThe lexicons are those of ${listOf(updates)}.\n`
  mkdirSync(join(root, '.changeset'), { recursive: true })
  writeFileSync(join(root, `.changeset/lexicons${name}.md`), text)
}

function listOf(updates: readonly Update[]): string {
  return updates.map(({ to }) => `${to.package} ${to.version}`).join(' and ')
}

function lineOf({ from, to }: Update): string {
  return `- \`${to.package}\` ${from.version} → ${to.version}, released ${to.released}`
}
