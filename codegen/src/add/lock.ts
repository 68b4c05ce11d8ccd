import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { cidForLex } from '@atproto/lex-cbor'
import { LOCK_FILE } from '../config/load-config.ts'
import type { RawDocument } from '../read-lexicon/raw-document.ts'
import { compare, InputError } from '../model/problem.ts'
import { writeText } from '../write/text-file.ts'

/** Where a lexicon was taken from, and what it was then. */
export interface LockEntry {
  /** An AT URI, or the path of a file. */
  readonly from: string
  /** The CID of the document as a record. */
  readonly cid: string
}

/** The lexicons that were added, by id. */
export type Lock = Readonly<Record<string, LockEntry>>

const COLLECTION = 'com.atproto.lexicon.schema'

/** Beside the configuration. */
export function lockFileOf(configFile: string): string {
  return join(dirname(configFile), LOCK_FILE)
}

/** What is locked; nothing if there is no such file. Throws InputError if it is none. */
export async function readLock(file: string): Promise<Lock> {
  if (!existsSync(file)) return {}
  try {
    return (JSON.parse(await readFile(file, 'utf8')) as { lexicons?: Lock }).lexicons ?? {}
  } catch (error) {
    const message = `expected JSON: ${(error as Error).message}`
    throw new InputError([{ file: basename(file), path: '', message }])
  }
}

export async function writeLock(file: string, lock: Lock): Promise<void> {
  const lexicons = Object.fromEntries(Object.entries(lock).sort(([a], [b]) => compare(a, b)))
  await writeText(file, `${JSON.stringify({ lexicons }, null, 2)}\n`)
}

/** The CID that a document has as a record of a repository, however its file is written. */
export async function cidOf(content: RawDocument['content']): Promise<string> {
  const record = { $type: COLLECTION, ...(content as Record<string, never>) }
  return (await cidForLex(record)).toString()
}

/** The CID of a file; `undefined` if it is none of a lexicon, whatever is wrong with it. */
export async function cidOfFile(file: string): Promise<string | undefined> {
  try {
    return await cidOf(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
