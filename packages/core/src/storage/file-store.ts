/**
 * Stores in files, for Node and what resembles it.
 * @module
 */
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from './store.ts'

/**
 * A store in a folder, a file a key. The folder is made when it is first needed. A file is replaced as a whole, and
 * only its owner may read it: a process that dies while it writes leaves the old text, not half of the new one.
 *
 * Throws as `node:fs` does if the folder cannot be read or written.
 */
export function fileStore(folder: string): Store {
  const fileOf = (key: string) => join(folder, `${nameOf(key)}.txt`)
  return {
    async get(key) {
      try {
        return await readFile(fileOf(key), 'utf8')
      } catch (error) {
        if ((error as { code?: unknown }).code === 'ENOENT') return undefined
        throw error
      }
    },
    async set(key, value) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `.${randomUUID()}`)
      try {
        await using file = await open(draft, 'wx', 0o600)
        await file.writeFile(value)
        await file.sync()
        await rename(draft, fileOf(key))
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    delete: (key) => rm(fileOf(key), { force: true }),
  }
}

/** A name that every file system takes, another for every key. */
function nameOf(key: string): string {
  return encodeURIComponent(key.toWellFormed())
    .replaceAll(/[*.'!()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll(/[A-Z]/g, (char) => `_${char}`)
}
