import { readFileSync } from 'node:fs'
import { fromRoot } from './paths.ts'

const { packageManager } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as {
  packageManager: string
}

/** What starts the pnpm of this repository, wherever one is. */
export const PNPM = ['npx', '--yes', packageManager] as const
