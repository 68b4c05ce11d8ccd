import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../run.ts'
import type { Update } from './upstream.ts'

/**
 * Puts new versions into every manifest that has the old ones exactly. Folders with a lockfile of their own measure or try
 * what they name, and stay.
 */
export function bumpManifests(root: string, updates: readonly Update[]): void {
  const files = run(root, 'git', ['ls-files', '--', 'package.json', '**/package.json']).trim().split('\n')
  for (const file of files.filter((name) => belongsToWorkspace(root, name))) {
    const before = readFileSync(join(root, file), 'utf8')
    const after = updates.reduce(
      (text, { from, to }) =>
        text.replaceAll(dependency(from.package, from.version), dependency(to.package, to.version)),
      before,
    )
    if (after !== before) writeFileSync(join(root, file), after)
  }
}

function belongsToWorkspace(root: string, file: string): boolean {
  const folder = dirname(file)
  return folder === '.' || !existsSync(join(root, folder, 'pnpm-lock.yaml'))
}

function dependency(name: string, version: string): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(version)}`
}
