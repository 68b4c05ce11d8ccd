import type { LoadedConfig, LoadedLexiconConfig, LoadedOpenapiConfig } from './config/load-config.ts'
import { shownPath } from './config/load-config.ts'
import { isEndpoint } from './model/definition.ts'
import type { DocumentModel } from './model/document.ts'
import { InputError, type Problem } from './model/problem.ts'
import { makeRestPlan } from './plan/plan-rest.ts'
import { makePlan, type Plan } from './plan/plan.ts'
import { readReused } from './reuse/read-reused.ts'
import { format } from './write/format.ts'
import { writeText } from './write/text-file.ts'
import { BANNER, type OutputFile, writeFolder } from './write/write-folder.ts'

/** A stage that has begun, for whoever shows progress. */
export type OnProgress = (stage: string) => void

/** The result of a generation. */
export interface Summary {
  readonly documents: number
  /** How many documents came from each source. */
  readonly sources: readonly (readonly [source: string, documents: number])[]
  readonly endpoints: number
  readonly schemas: number
  readonly files: number
  readonly notices: readonly string[]
}

/** All that is to be written, in memory. */
export interface Generated {
  readonly files: readonly OutputFile[]
  readonly surface: string
  /** The list for those who reuse the output; absent where there is to be none. */
  readonly definitions?: string
  readonly summary: Summary
}

/** Reads the descriptions and makes everything, without writing. Throws InputError if anything is wrong with them. */
export async function generate(
  cwd: string,
  config: LoadedConfig,
  onProgress: OnProgress = () => {},
): Promise<Generated> {
  return 'openapi' in config
    ? generateRest(cwd, config, onProgress)
    : generateLexicons(cwd, config, onProgress)
}

async function generateLexicons(
  cwd: string,
  config: LoadedLexiconConfig,
  onProgress: OnProgress,
): Promise<Generated> {
  onProgress('reading the lexicons')
  // Loads while the documents are read; it is the heaviest part of the start.
  const emitting = Promise.all([
    import('./emit/emit.ts'),
    import('./emit/surface.ts'),
    import('./emit/definition-list.ts'),
  ])
  const { readLexicons } = await import('./read-lexicon/read-lexicons.ts')
  const problems: Problem[] = []
  const reused = await readReused(config.reuse, config, problems)
  const { documents, broken, problems: found } = await readLexicons(cwd, config, reused.documents)
  problems.push(...found)
  onProgress('planning names and references')
  const plan = makePlan(documents, broken, reused, config.extension)
  if (problems.length + plan.problems.length > 0) throw new InputError([...problems, ...plan.problems])

  onProgress(`emitting ${documents.length} modules`)
  const [{ emitFiles }, { emitSurface }, { emitDefinitionList }] = await emitting
  return {
    ...generated(plan, emitFiles(plan), emitSurface(plan)),
    ...(config.definitions !== undefined && { definitions: emitDefinitionList(plan) }),
  }
}

async function generateRest(
  cwd: string,
  config: LoadedOpenapiConfig,
  onProgress: OnProgress,
): Promise<Generated> {
  onProgress('reading the document')
  const emitting = Promise.all([import('./emit/emit-rest.ts'), import('./emit/surface.ts')])
  const { readOpenapi } = await import('./read-openapi/read-openapi.ts')
  const { openapi, baseline, items, shown, extension } = config
  const { documents, version, streaming, nullBodies, problems } = readOpenapi(cwd, openapi, {
    items,
    file: shown,
  })
  onProgress('planning names and references')
  // What could not be read is missed by what refers to it: one error is enough.
  if (problems.length > 0) throw new InputError(problems)
  const plan = makeRestPlan(documents, { baseline, newest: version, extension, nullBodies }, streaming)
  if (plan.problems.length > 0) throw new InputError(plan.problems)

  onProgress(`emitting ${documents.length} modules`)
  const [{ emitRestFiles }, { emitSurface }] = await emitting
  return generated(plan, emitRestFiles(plan), emitSurface(plan))
}

function generated(plan: Plan, emitted: readonly OutputFile[], surface: string): Generated {
  const files = emitted.map(({ path, text }) => ({ path, text: BANNER + format(text) }))
  return { files, surface, summary: { ...count(plan.documents), files: files.length, notices: plan.notices } }
}

/** Writes what was generated. */
export async function writeGenerated(cwd: string, config: LoadedConfig, generated: Generated): Promise<void> {
  await writeFolder(config.output, shownPath(cwd, config.output), generated.files)
  if (config.surface !== undefined) await writeText(config.surface, generated.surface)
  if ('definitions' in config && config.definitions !== undefined)
    await writeText(config.definitions, generated.definitions ?? '')
}

function count(documents: readonly DocumentModel[]): Omit<Summary, 'files' | 'notices'> {
  const bySource = new Map<string, number>()
  for (const { source } of documents) bySource.set(source, (bySource.get(source) ?? 0) + 1)
  const definitions = documents.flatMap((document) => document.definitions)
  return {
    documents: documents.length,
    sources: [...bySource],
    endpoints: definitions.filter((one) => isEndpoint(one) || one.kind === 'operation').length,
    schemas: definitions.filter(({ kind }) => kind === 'schema' || kind === 'record').length,
  }
}
