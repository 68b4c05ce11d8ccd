import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fromBench } from './paths.ts'

/** Makes something in `generated`, unless it is there from an earlier run and was made from the same. */
export async function once(name: string, madeFrom: string, make: () => Promise<unknown>): Promise<void> {
  const stamp = fromBench(`generated/${name}-made-from.json`)
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === madeFrom) return
  await make()
  await writeFile(stamp, madeFrom)
}

/** The versions of everything that is installed here. */
export async function installedVersions(): Promise<string> {
  const manifest = JSON.parse(await readFile(fromBench('package.json'), 'utf8')) as { dependencies: object }
  return JSON.stringify(manifest.dependencies)
}
