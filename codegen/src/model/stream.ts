import type { OperationDefinition, ParameterModel } from './definition.ts'
import type { Described, SchemaModel } from './schema.ts'

/** Where something stands, for messages. */
interface Placed {
  readonly file: string
  readonly path: string
}

/** Something that arrives on a stream. */
export interface EventModel extends Described, Placed {
  readonly name: string
  /** How the payload is written: as a text of JSON, as a plain text, or not at all. */
  readonly encoding: 'json' | 'text' | 'none'
  /** Of a payload of JSON. */
  readonly schema?: SchemaModel
}

/** Something that can be listened to. */
export interface StreamModel extends Described, Placed, Pick<OperationDefinition, 'token' | 'scopes'> {
  /** As the server calls it: `public:local`. */
  readonly name: string
  /** Where the same events come over plain HTTP. */
  readonly route: string
  /** What is asked of that route besides. */
  readonly query: Readonly<Record<string, string | number | boolean>>
  /** What tells one such stream from another. */
  readonly parameter?: ParameterModel
  /** The names of the events that it carries. */
  readonly events: readonly string[]
}

/** All that a server streams. */
export interface StreamingModel {
  /** Where the socket is that carries all streams. */
  readonly route: string
  readonly streams: readonly StreamModel[]
  readonly events: readonly EventModel[]
}
