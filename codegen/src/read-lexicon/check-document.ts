import type { Problem } from '../model/problem.ts'
import { officialCheck } from './official-check.ts'
import { idOf, type RawDocument } from './raw-document.ts'
import { type Data, isData, walkDocument } from './walk-document.ts'

/** A document that keeps to the language. */
export interface CheckedDocument extends RawDocument {
  readonly id: string
  readonly content: Data
}

/** Checks a document by itself. What is wrong goes to `problems`, and nothing comes back. */
export function checkDocument(document: RawDocument, problems: Problem[]): CheckedDocument | undefined {
  const { file, content, expectedId } = document
  const own: Problem[] = []
  const report = (path: string, message: string): void => void own.push({ file, path, message })
  const id = idOf(document)

  if (!isData(content)) report('', 'expected an object with lexicon, id and defs')
  else if (id === undefined) report('id', 'expected the name of the document, such as "com.example.thing"')
  else {
    const walked = walkDocument(content, report)
    const seen = own.map(({ path }) => path)
    officialCheck(walked, (path, message) => {
      if (!seen.some((other) => covers(other, path))) report(path, message)
    })
    checkRecordKey(content, report)
    if (expectedId !== undefined && expectedId !== id) {
      report('id', `expected "${expectedId}" from the path of the file, got "${id}"`)
    }
  }
  problems.push(...own)
  return own.length === 0 ? { ...document, id: id as string, content: content as Data } : undefined
}

function checkRecordKey(content: Data, report: (path: string, message: string) => void): void {
  const main = isData(content['defs']) ? content['defs']['main'] : undefined
  if (!isData(main) || main['type'] !== 'record') return
  const { key } = main
  if (typeof key === 'string' && /^(?:tid|nsid|any|literal:[a-zA-Z0-9_~.:-]{1,512})$/.test(key)) return
  const got = key === undefined ? 'nothing' : JSON.stringify(key)
  report('defs.main.key', `expected tid, nsid, any or literal:…, got ${got}`)
}

/** Whether the walk has said already what the official parser says: a construct of an unknown type is wrong all over. */
function covers(found: string, path: string): boolean {
  // Of a whole document the official parser says only which definitions must be the main one.
  if (found === path || path === '') return true
  if (!found.endsWith('.type')) return false
  const node = found.slice(0, -'.type'.length)
  return path === node || path.startsWith(`${node}.`) || path.startsWith(`${node}[`)
}
