/** Kinds of JSON values, sorted and joined: `null|string`. `absent` is among them where the key may be left out. */
export type Kinds = string

/** The keys of an object, with the kinds of what stands under each. Keys that are data are one, `*`. */
export type Shape = Readonly<Record<string, Kinds>>

/** The parameters that the links of an operation's responses kept, and those that they lost. */
export interface LinksSeen {
  /** Parameters of requests that stand in the links too, positions left out. */
  keeps: readonly string[]
  /** Those that do not. */
  loses: readonly string[]
  /** The parameter of the `prev` link. */
  prev?: string
}

/** Facts of an operation, without anything that its responses say. */
export interface OperationFacts {
  /** Kinds of the bodies; `empty` where there is none. */
  body?: Kinds
  /** The shapes in the bodies by name of the schema, nested ones included. */
  shapes?: Readonly<Record<string, Shape>>
  /** Status of a call without a token, where the document wants one or all such calls are refused. */
  noToken?: number
  /** Status of a call about an id that does not exist. */
  unknownId?: number
  /** Status of a call with a token that lacks the scope. */
  noScope?: number
  links?: LinksSeen
}

/** One response of a server. */
export interface Recorded {
  operation: string
  /** Which token is sent: one that may do it, one that lacks the scope, or none. */
  caller: 'user' | 'narrow' | 'none'
  /** The request names an id that does not exist. */
  unknownId: boolean
  /** Path and query of the request. */
  target: string
  status: number
  /** The `Link` header. */
  link: string | undefined
  /** Undefined: none. */
  body: unknown
}
