import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromRoot } from '../paths.ts'
import { PNPM } from '../pnpm.ts'
import { runWell } from '../run.ts'

/** A package as it would be published. */
export interface Packed {
  readonly name: string
  readonly tarball: string
  /** The tarball, unpacked. */
  readonly folder: string
}

/** What is published, by its folder. */
const FOLDERS = ['packages/core', 'packages/atproto-client', 'packages/mastodon-client', 'codegen']

/** Packs what is built, as publishing does, into a folder. */
export async function packAll(into: string): Promise<Packed[]> {
  const all: Packed[] = []
  for (const from of FOLDERS) {
    const { name } = JSON.parse(await readFile(fromRoot(`${from}/package.json`), 'utf8')) as { name: string }
    const folder = join(into, name.replace('@typefed/', ''))
    await mkdir(folder, { recursive: true })
    const [npx, ...pnpm] = PNPM
    await runWell(npx, [...pnpm, 'pack', '--pack-destination', folder], { cwd: fromRoot(from) })
    const [file] = await readdir(folder)
    if (!file) throw new Error(`${name}: pnpm pack wrote no file`)
    await runWell('tar', ['-xzf', file], { cwd: folder })
    all.push({ name, tarball: join(folder, file), folder: join(folder, 'package') })
  }
  return all
}
