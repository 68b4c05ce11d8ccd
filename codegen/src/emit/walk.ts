import type { SchemaModel } from '../model/schema.ts'
import type { KindEmitter, Walk } from './kind.ts'
import { arrayKind } from './kinds/array.ts'
import { blobKind, bytesKind, fileKind } from './kinds/binary.ts'
import { objectKind } from './kinds/object.ts'
import { choiceKind, mapKind, nullableKind } from './kinds/combined.ts'
import { refKind, unionKind } from './kinds/references.ts'
import { booleanKind, cidLinkKind, integerKind, numberKind, tokenKind } from './kinds/scalars.ts'
import { stringKind } from './kinds/string.ts'
import { anyKind, nullKind, unknownKind } from './kinds/unknown.ts'

type Kinds = { readonly [K in SchemaModel['kind']]: KindEmitter<Extract<SchemaModel, { kind: K }>> }

const KINDS: Kinds = {
  string: stringKind,
  integer: integerKind,
  number: numberKind,
  boolean: booleanKind,
  bytes: bytesKind,
  'cid-link': cidLinkKind,
  blob: blobKind,
  file: fileKind,
  unknown: unknownKind,
  any: anyKind,
  null: nullKind,
  map: mapKind,
  choice: choiceKind,
  nullable: nullableKind,
  array: arrayKind,
  object: objectKind,
  ref: refKind,
  union: unionKind,
  token: tokenKind,
}

/** Hands each schema to the emitter of its kind. */
export const walk: Walk = {
  type: (model, scope) => emitterOf(model).type(model, scope, walk),
  schema: (model, scope) => emitterOf(model).schema(model, scope, walk),
  surface: (model) => emitterOf(model).surface(model, walk),
  facts: (model) => emitterOf(model).facts(model),
}

function emitterOf(model: SchemaModel): KindEmitter<SchemaModel> {
  const emitter = KINDS[model.kind] as KindEmitter<SchemaModel> | undefined
  if (!emitter) throw new Error(`no emitter for the kind ${String(model.kind)}`)
  return emitter
}
