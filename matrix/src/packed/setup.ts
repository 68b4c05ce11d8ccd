import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { type Packed, packAll } from './pack.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    packed: readonly Packed[]
  }
}

/** A vitest `globalSetup`: packs all packages once, for all test files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'typefed-packed-'))
  project.provide('packed', await packAll(folder))
  return () => rm(folder, { recursive: true, force: true })
}
