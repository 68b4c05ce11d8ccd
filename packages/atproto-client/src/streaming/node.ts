/**
 * Cursors in a file of the machine, for Node and what resembles it.
 * @module
 */
import { readFile, rename, writeFile } from 'node:fs/promises'
import type { CursorStore } from './firehose/cursor-keeper.ts'

/**
 * Keeps cursors in a JSON file, by their keys. The file is replaced as a whole, so a crash leaves the old or the new one;
 * one process at a time may write to it.
 *
 * `get` and `set` reject as `node:fs` does, and with a SyntaxError if the file is no JSON.
 */
export function fileCursors(path: string): CursorStore {
  let reading: Promise<Map<string, unknown>> | undefined
  let writing: Promise<void> = Promise.resolve()
  const read = () => (reading ??= readCursors(path))
  return {
    get: async (key) => (await read()).get(key),
    async set(key, cursor) {
      const cursors = (await read()).set(key, cursor)
      writing = writing.catch(() => {}).then(() => replaceFile(path, Object.fromEntries(cursors)))
      await writing
    },
  }
}

async function readCursors(path: string): Promise<Map<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}'
    throw error
  })
  return new Map(Object.entries(JSON.parse(text) as object))
}

async function replaceFile(path: string, value: object): Promise<void> {
  const next = `${path}.next`
  await writeFile(next, JSON.stringify(value))
  await rename(next, path)
}
