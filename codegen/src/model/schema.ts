/** What a definition is called across all documents: `app.bsky.feed.defs#postView`, or the document's id alone for its main one. */
export type DefinitionId = string

/** What a person wrote about a thing. */
export interface Described {
  readonly description?: string
  /** Marked as no longer to be used by a flag; a description may say so too. */
  readonly deprecated?: boolean
  /** The first release that has it, where it says so itself; `unknown` if nobody knows. */
  readonly since?: string
  /** The first release that has it no more; `unknown` if nobody knows. */
  readonly until?: string
  readonly deprecatedSince?: string
  /** What to use in its place. */
  readonly replacedBy?: string
}

/** The types of JSON that servers also send where the description says another. */
export type AlsoSent = readonly ('string' | 'number' | 'boolean')[]

/** What other software sends in place of a property: another type of JSON, or nothing. */
export type Elsewhere = readonly ('string' | 'number' | 'boolean' | 'object' | 'null' | 'absent')[]

export interface StringModel extends Described {
  readonly kind: 'string'
  readonly format?: string
  /** Bytes of UTF-8. */
  readonly minLength?: number
  /** Bytes of UTF-8. */
  readonly maxLength?: number
  readonly minGraphemes?: number
  readonly maxGraphemes?: number
  /** Code points. */
  readonly minCharacters?: number
  /** Code points. */
  readonly maxCharacters?: number
  /** The only values there are. */
  readonly enum?: readonly string[]
  /** Servers may answer with values besides those of the enum, and may be sent them. */
  readonly open?: boolean
  /** Values that are known of; others may come. */
  readonly knownValues?: readonly string[]
  readonly const?: string
  readonly default?: string
  readonly alsoSent?: AlsoSent
}

export interface IntegerModel extends Described {
  readonly kind: 'integer'
  /** Above it the server takes this number, without complaint. */
  readonly clamp?: number
  readonly alsoSent?: AlsoSent
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly number[]
  readonly const?: number
  readonly default?: number
}

/** A number with a fraction. */
export interface NumberModel extends Described {
  readonly kind: 'number'
  readonly minimum?: number
  readonly maximum?: number
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

/** Any value at all. */
export interface AnyModel extends Described {
  readonly kind: 'any'
}

/** Nothing but null. */
export interface NullModel extends Described {
  readonly kind: 'null'
}

/** A file, as a part of a form. */
export interface FileModel extends Described {
  readonly kind: 'file'
}

/** An object whose keys are data. */
export interface MapModel extends Described {
  readonly kind: 'map'
  readonly values: SchemaModel
}

/** One of several forms that no tag tells apart. */
export interface ChoiceModel extends Described {
  readonly kind: 'choice'
  readonly forms: readonly SchemaModel[]
}

/** A value that may be null, elsewhere than in a property. */
export interface NullableModel extends Described {
  readonly kind: 'nullable'
  readonly inner: SchemaModel
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
  /** A list that a query string spells `name[]`. */
  readonly brackets?: boolean
  /** The operations whose answer lacks it, required or not. */
  readonly absentIn?: readonly string[]
  readonly elsewhere?: Elsewhere
}

export interface ObjectModel extends Described {
  readonly kind: 'object'
  /** Objects whose properties it has besides its own. */
  readonly extends?: readonly Reference[]
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
  | NumberModel
  | BooleanModel
  | BytesModel
  | CidLinkModel
  | BlobModel
  | UnknownModel
  | AnyModel
  | NullModel
  | FileModel
  | MapModel
  | ChoiceModel
  | NullableModel
  | ArrayModel
  | ObjectModel
  | RefModel
  | UnionModel
  | TokenModel

/** The schemas directly inside another one. */
export function childrenOf(schema: SchemaModel): readonly SchemaModel[] {
  switch (schema.kind) {
    case 'array':
      return [schema.items]
    case 'map':
      return [schema.values]
    case 'nullable':
      return [schema.inner]
    case 'choice':
      return schema.forms
    case 'object':
      return schema.properties.map((property) => property.schema)
    default:
      return []
  }
}

/** A schema and everything inside it, outermost first. References are not followed. */
export function* walkSchema(schema: SchemaModel): Generator<SchemaModel> {
  yield schema
  for (const child of childrenOf(schema)) yield* walkSchema(child)
}
