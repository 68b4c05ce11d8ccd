import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { isNode, LineCounter, parseDocument } from 'yaml'
import type { Problem } from './problem.ts'

type Document = ReturnType<typeof parseDocument>
type Key = string | number

/** Adds to problems the line and the column of their file, in JSON or YAML, where it can be read. */
export async function locate(cwd: string, problems: readonly Problem[]): Promise<Problem[]> {
  const files = new Map<string, Promise<((path: string) => Problem['at']) | undefined>>()
  return Promise.all(
    problems.map(async (problem) => {
      const { file, path } = problem
      if (!files.has(file)) files.set(file, readPlaces(resolve(cwd, file)))
      const placeOf = await files.get(file)
      const at = placeOf?.(path)
      return at ? { ...problem, at } : problem
    }),
  )
}

async function readPlaces(file: string): Promise<((path: string) => Problem['at']) | undefined> {
  if (!/\.(?:json|ya?ml)$/.test(file) || !existsSync(file)) return undefined
  const lineCounter = new LineCounter()
  const document = parseDocument(await readFile(file, 'utf8'), { lineCounter })
  const [error] = document.errors
  return (path) => {
    // A file that cannot be read has one place that matters.
    const offset = error ? error.pos[0] : offsetOf(document, keysOf(path))
    if (offset === undefined) return undefined
    const { line, col } = lineCounter.linePos(offset)
    return { line, column: col }
  }
}

/** Where what a path names begins, or what is nearest around it: a problem may be that it is not there. */
function offsetOf(document: Document, keys: readonly Key[]): number | undefined {
  for (let length = keys.length; length > 0; length--) {
    const node = document.getIn(keys.slice(0, length), true)
    if (isNode(node) && node.range) return node.range[0]
  }
  return undefined
}

/** The keys of `defs.main.properties["a-b"][0]`. */
function keysOf(path: string): Key[] {
  const parts = path.matchAll(/\[(\d+)\]|\["((?:[^"\\]|\\.)*)"\]|([\w$]+)/g)
  return Array.from(parts, ([, index, quoted, plain]) => {
    if (index !== undefined) return Number(index)
    return quoted === undefined ? (plain as string) : (JSON.parse(`"${quoted}"`) as string)
  })
}
