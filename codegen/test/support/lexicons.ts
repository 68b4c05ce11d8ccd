import type { Hints } from '../../src/config/config.ts'
import { emitFiles } from '../../src/emit/emit.ts'
import { emitSurface } from '../../src/emit/surface.ts'
import { formatProblem, sortProblems } from '../../src/model/problem.ts'
import { makePlan, type LexiconPlan } from '../../src/plan/plan.ts'
import { understand } from '../../src/read-lexicon/read-lexicons.ts'
import { format } from '../../src/write/format.ts'

export interface Lexicon {
  lexicon: 1
  id: string
  defs: Record<string, unknown>
}

export function lexicon(id: string, defs: Record<string, unknown>): Lexicon {
  return { lexicon: 1, id, defs }
}

/** Everything that is said about documents, a line each. Their file is called by their id. */
export function problemsOf(documents: readonly unknown[], hints: Hints = {}): string[] {
  const { read, plan } = planFor(documents, hints)
  return sortProblems([...read.problems, ...plan.problems]).map(formatProblem)
}

/** The plan for documents that are right. */
export function planOf(documents: readonly unknown[], hints: Hints = {}): LexiconPlan {
  const { read, plan } = planFor(documents, hints)
  const problems = [...read.problems, ...plan.problems]
  if (problems.length > 0) throw new Error(problems.map(formatProblem).join('\n'))
  return plan
}

/** The text of every module, by its path. */
export function modulesOf(documents: readonly unknown[], hints: Hints = {}): Map<string, string> {
  return new Map(emitFiles(planOf(documents, hints)).map(({ path, text }) => [path, format(text)]))
}

/** The module of the only document. */
export function moduleOf(document: Lexicon, hints: Hints = {}): string {
  return modulesOf([document], hints).get(`lexicons/${document.id}.ts`) ?? ''
}

export function surfaceOf(documents: readonly unknown[], hints: Hints = {}): string[] {
  return emitSurface(planOf(documents, hints)).trimEnd().split('\n')
}

function planFor(documents: readonly unknown[], hints: Hints) {
  const raw = documents.map((content, index) => {
    const id = (content as { id?: unknown } | null)?.id
    return { file: typeof id === 'string' ? `${id}.json` : `document ${index}`, source: 'test', content }
  })
  const read = understand(raw, hints, 'hints.json')
  return { read, plan: makePlan(read.documents, read.broken) }
}
