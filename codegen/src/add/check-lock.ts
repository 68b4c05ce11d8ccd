import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type LoadedLexiconConfig, shownPath } from '../config/load-config.ts'
import { cidOfFile, lockFileOf, readLock } from './lock.ts'
import { folderOf, pathOf } from './add-lexicons.ts'
import { reasonOf, Resolver, type ResolveOptions } from './resolve.ts'

/**
 * What has changed about the lexicons that were added, a line each.
 *
 * @param remote how to ask their authorities whether there is a newer one; absent: they are not asked
 */
export async function checkLock(
  cwd: string,
  config: LoadedLexiconConfig,
  remote?: ResolveOptions,
): Promise<string[]> {
  const lock = Object.entries(await readLock(lockFileOf(config.file)))
  const resolver = remote && new Resolver(remote)
  const lines = lock.map(async ([id, { from, cid }]) => {
    const file = join(folderOf(config), pathOf(id))
    const shown = shownPath(cwd, file)
    if (!existsSync(file)) return `${shown}: was added from ${from}, and is gone`
    if ((await cidOfFile(file)) !== cid) return `${shown}: was changed since it was added from ${from}`
    if (!resolver || !from.startsWith('at://')) return []
    const published = await resolver.get(from).catch((error: unknown) => reasonOf(error))
    if (typeof published === 'string') return `${from}: ${published}`
    return published.cid === cid ? [] : `${from}: has changed: "typefed add ${from}" takes it over`
  })
  return (await Promise.all(lines)).flat()
}
