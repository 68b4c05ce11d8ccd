/** What a definition is called across all documents: `app.bsky.feed.defs#postView`, or the document's id alone for its main one. */
export type DefinitionId = string

/** What a person wrote about a thing. */
export interface Described {
  readonly description?: string
  /** Marked as no longer to be used by a flag; a description may say so too. */
  readonly deprecated?: boolean
}

export interface StringModel extends Described {
  readonly kind: 'string'
  readonly format?: string
  /** Bytes of UTF-8. */
  readonly minLength?: number
  /** Bytes of UTF-8. */
  readonly maxLength?: number
  readonly minGraphemes?: number
  readonly maxGraphemes?: number
  /** The only values there are. */
  readonly enum?: readonly string[]
  /** Values that are known of; others may come. */
  readonly knownValues?: readonly string[]
  readonly const?: string
  readonly default?: string
}

export interface IntegerModel extends Described {
  readonly kind: 'integer'
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly number[]
  readonly const?: number
  readonly default?: number
}

export interface BooleanModel extends Described {
  readonly kind: 'boolean'
  readonly const?: boolean
  readonly default?: boolean
}

export interface BytesModel extends Described {
  readonly kind: 'bytes'
  readonly minLength?: number
  readonly maxLength?: number
}

export interface CidLinkModel extends Described {
  readonly kind: 'cid-link'
}

export interface BlobModel extends Described {
  readonly kind: 'blob'
  readonly accept?: readonly string[]
  /** Bytes. */
  readonly maxSize?: number
}

/** Data without a description. */
export interface UnknownModel extends Described {
  readonly kind: 'unknown'
  /** The records that it holds by convention; others may come. */
  readonly records?: readonly DefinitionId[]
}

export interface ArrayModel extends Described {
  readonly kind: 'array'
  readonly items: SchemaModel
  /** Items. */
  readonly minLength?: number
  /** Items. */
  readonly maxLength?: number
}

export interface PropertyModel {
  readonly name: string
  readonly schema: SchemaModel
  readonly required: boolean
  readonly nullable: boolean
}

export interface ObjectModel extends Described {
  readonly kind: 'object'
  readonly properties: readonly PropertyModel[]
}

/** The place of a reference in its document, for messages. */
export interface Reference {
  readonly target: DefinitionId
  readonly path: string
}

export interface RefModel extends Described, Reference {
  readonly kind: 'ref'
}

/** One of several objects, told apart by their tag. */
export interface UnionModel extends Described {
  readonly kind: 'union'
  readonly members: readonly Reference[]
  /** No others may come. */
  readonly closed: boolean
}

/** A name that stands for itself. */
export interface TokenModel extends Described {
  readonly kind: 'token'
}

export type SchemaModel =
  | StringModel
  | IntegerModel
  | BooleanModel
  | BytesModel
  | CidLinkModel
  | BlobModel
  | UnknownModel
  | ArrayModel
  | ObjectModel
  | RefModel
  | UnionModel
  | TokenModel

/** The schemas directly inside another one. */
export function childrenOf(schema: SchemaModel): readonly SchemaModel[] {
  if (schema.kind === 'array') return [schema.items]
  return schema.kind === 'object' ? schema.properties.map((property) => property.schema) : []
}

/** A schema and everything inside it, outermost first. References are not followed. */
export function* walkSchema(schema: SchemaModel): Generator<SchemaModel> {
  yield schema
  for (const child of childrenOf(schema)) yield* walkSchema(child)
}
