/** A document before it is looked at. */
export interface RawDocument {
  /** How the file is named in messages. */
  readonly file: string
  /** How its source is named in the summary. */
  readonly source: string
  /** The id that the file's place stands for, where it has a place. */
  readonly expectedId?: string
  readonly content: unknown
}

/** What the document calls itself, if it does. */
export function idOf(document: RawDocument): string | undefined {
  const { content } = document
  const id = typeof content === 'object' && content !== null ? (content as { id?: unknown }).id : undefined
  return typeof id === 'string' ? id : undefined
}
