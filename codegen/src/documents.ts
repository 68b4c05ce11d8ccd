/**
 * The model that code is generated from, for what else is made of descriptions: their documentation.
 * @module
 */
import type { LoadedConfig } from './config/load-config.ts'
import type { DocumentModel } from './model/document.ts'
import { InputError } from './model/problem.ts'
import type { StreamingModel } from './model/stream.ts'

export { factsFor, isDeprecated } from './emit/docs.ts'
export type { Fact } from './emit/kind.ts'
export type * from './model/definition.ts'
export { isEndpoint, jsonSchema } from './model/definition.ts'
export { type DocumentModel, documentOf } from './model/document.ts'
export type * from './model/schema.ts'
export type * from './model/stream.ts'
export type { Definitions } from './plan/check-references.ts'
export { findPageItems, resolveSchema } from './plan/pagination.ts'

/** What a configuration describes. */
export interface Descriptions {
  /** Sorted by id. */
  readonly documents: readonly DocumentModel[]
  /** What a server streams, where the description says so. */
  readonly streaming?: StreamingModel
}

/** Reads all that a configuration names. Throws InputError if anything is wrong with it. */
export async function readDescriptions(cwd: string, config: LoadedConfig): Promise<Descriptions> {
  const { problems, ...descriptions } = await read(cwd, config)
  if (problems.length > 0) throw new InputError(problems)
  return descriptions
}

async function read(
  cwd: string,
  config: LoadedConfig,
): Promise<Descriptions & { problems: InputError['problems'] }> {
  if ('openapi' in config) {
    const { readOpenapi } = await import('./read-openapi/read-openapi.ts')
    return readOpenapi(cwd, config.openapi, { items: config.items, file: config.shown })
  }
  const { readLexicons } = await import('./read-lexicon/read-lexicons.ts')
  return readLexicons(cwd, config)
}
