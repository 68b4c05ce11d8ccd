import type { DefinitionModel } from './definition.ts'
import type { DefinitionId } from './schema.ts'

/** One description file: what it defines, and where it came from. */
export interface DocumentModel {
  readonly id: string
  /** The module that is made of it, below the output folder: `lexicons/app.bsky.feed.post`. */
  readonly module: string
  /** As a person would look for it: a path, or a package and the document's id. */
  readonly file: string
  /** The source it was taken from, for the summary. */
  readonly source: string
  readonly description?: string
  readonly definitions: readonly DefinitionModel[]
}

/** The full name of a definition. The main one goes by the name of its document. */
export function definitionId(document: string, name: string): DefinitionId {
  return name === 'main' ? document : `${document}#${name}`
}

/** The document that a definition is in. */
export function documentOf(id: DefinitionId): string {
  const hash = id.indexOf('#')
  return hash < 0 ? id : id.slice(0, hash)
}
