/**
 * The model that code is generated from, for what else is made of descriptions: their documentation.
 * @module
 */
import type { LoadedConfig } from './config/load-config.ts'
import type { DocumentModel } from './model/document.ts'
import { InputError } from './model/problem.ts'

export { factsFor, isDeprecated } from './emit/docs.ts'
export type { Fact } from './emit/kind.ts'
export type * from './model/definition.ts'
export { isEndpoint, jsonSchema } from './model/definition.ts'
export { type DocumentModel, documentOf } from './model/document.ts'
export type * from './model/schema.ts'
export type { Definitions } from './plan/check-references.ts'
export { findPageItems, resolveSchema } from './plan/pagination.ts'

/** Reads all documents that a configuration names, sorted by id. Throws InputError if anything is wrong with them. */
export async function readDocuments(cwd: string, config: LoadedConfig): Promise<readonly DocumentModel[]> {
  const { documents, problems } = await read(cwd, config)
  if (problems.length > 0) throw new InputError(problems)
  return documents
}

async function read(
  cwd: string,
  config: LoadedConfig,
): Promise<{ documents: readonly DocumentModel[]; problems: InputError['problems'] }> {
  if ('openapi' in config) {
    const { readOpenapi } = await import('./read-openapi/read-openapi.ts')
    return readOpenapi(cwd, config.openapi, { items: config.items, file: config.shown })
  }
  const { readLexicons } = await import('./read-lexicon/read-lexicons.ts')
  return readLexicons(cwd, config)
}
