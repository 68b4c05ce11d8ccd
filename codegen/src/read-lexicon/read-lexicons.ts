import type { Hints } from '../config/config.ts'
import type { LoadedLexiconConfig } from '../config/load-config.ts'
import type { DocumentModel } from '../model/document.ts'
import { compare, type Problem } from '../model/problem.ts'
import { checkDocument } from './check-document.ts'
import { applyHints } from './hints.ts'
import { idOf, type RawDocument } from './raw-document.ts'
import { readSources } from './sources.ts'
import { toDocument } from './to-document.ts'

export interface ReadLexicons {
  /** Sorted by id. */
  readonly documents: readonly DocumentModel[]
  /** The ids of documents that are there and could not be read: references to them are no news. */
  readonly broken: ReadonlySet<string>
  readonly problems: readonly Problem[]
}

/** Reads every document that a configuration names. */
export async function readLexicons(
  cwd: string,
  config: LoadedLexiconConfig,
  reused: readonly DocumentModel[] = [],
): Promise<ReadLexicons> {
  const { documents, problems } = await readSources(cwd, config)
  const read = understand(documents, config.hints, config.hintsFile, reused)
  return { ...read, problems: [...problems, ...read.problems] }
}

/**
 * Makes models of documents, and adds what the hints say.
 *
 * @param others documents that are known besides, whose records hints may name
 */
export function understand(
  raw: readonly RawDocument[],
  hints: Hints,
  hintsFile: string,
  others: readonly DocumentModel[] = [],
): ReadLexicons {
  const problems: Problem[] = []
  const broken = new Set<string>()
  const documents = new Map<string, DocumentModel>()
  for (const document of raw) {
    const checked = checkDocument(document, problems)
    if (checked) documents.set(checked.id, toDocument(checked))
    else for (const id of [idOf(document), document.expectedId]) if (id !== undefined) broken.add(id)
  }
  const sorted = [...documents.values()].sort((a, b) => compare(a.id, b.id))
  // A field of a document that could not be read would be missed by its hint: one error is enough.
  const hinted = broken.size > 0 ? sorted : applyHints(sorted, hints, { file: hintsFile, others }, problems)
  return { documents: hinted, broken, problems }
}
