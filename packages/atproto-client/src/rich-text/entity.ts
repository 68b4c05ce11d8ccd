/** Where in a text an entity stands. */
export interface Position {
  /** In UTF-16 units, as strings are indexed: `text.slice(start, end)` is the entity as it is written. */
  readonly start: number
  readonly end: number
  /** In bytes of the text as UTF-8, as facets count. A lone surrogate counts as U+FFFD, three bytes. */
  readonly byteStart: number
  readonly byteEnd: number
}

/** `@alice.bsky.social`. Whether there is such an account is not known. */
export interface MentionEntity extends Position {
  readonly type: 'mention'
  /** As it is written, without the `@`. */
  readonly handle: string
}

/** `https://example.com/page` or `example.com/page`. */
export interface LinkEntity extends Position {
  readonly type: 'link'
  /** With a scheme, whether one is written or not. */
  readonly uri: string
}

/** `#dogs` */
export interface TagEntity extends Position {
  readonly type: 'tag'
  /** Without the `#`. */
  readonly tag: string
}

/** `$AAPL` */
export interface CashtagEntity extends Position {
  readonly type: 'cashtag'
  /** With the `$`, in capitals: the form that a facet holds. */
  readonly tag: string
}

/** What is found in a text. */
export type Entity = MentionEntity | LinkEntity | TagEntity | CashtagEntity
