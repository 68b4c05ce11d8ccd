import type { Call, Handler } from '../call.ts'
import { Answer } from '../answer.ts'
import { child, isObject, type Json } from '../document.ts'
import { fake } from '../fake.ts'
import { answersList, Page } from '../pages.ts'
import { entitiesOf } from './entities.ts'
import { keptId, keptIds, placeOf } from './kept.ts'

/** Answers operations that the world knows nothing of: made from the schema, in turns with much and little in it. */
export const generic: Handler = (call) => {
  const { operation, world } = call
  const shape = operation.answers.find(({ status }) => status >= 200 && status < 300)
  const id = call.path.id === undefined ? undefined : keptId(call)
  if (operation.method === 'DELETE' && id !== undefined) remove(call, id)
  if (!shape) return new Answer(operation.answers[0]?.status ?? 204, undefined)
  if (!shape.schema) return new Answer(shape.status, undefined)
  if (shape.mediaType !== 'application/json')
    return new Answer(shape.status, make(call, shape.schema, 0), {}, shape.mediaType)
  const items = answersList(operation) ? child(shape.schema, 'items') : undefined
  if (items && operation.pagination !== 'none') {
    const ids = keptIds(world, placeOf(operation.path))
    return new Page(ids.map((id) => ({ cursor: id, value: () => named(make(call, items, Number(id)), id) })))
  }
  const value = make(call, shape.schema, id === undefined ? world.turn(operation.id) : Number(id))
  if (items) return value
  const isNew = id === undefined && operation.method === 'POST' && isObject(value) && 'id' in value
  return named(value, isNew ? create(call) : id)
}

/**
 * A value in one of its forms: with everything if `turn` is even, with null and nothing wherever that is allowed if it
 * is odd. The same turn gives the same value.
 */
export function make(call: Call, schema: Json, turn: number): unknown {
  const { operation, world } = call
  return fake(schema, {
    schemas: world.document.schemas,
    style: turn % 2 === 0 ? 'rich' : 'sparse',
    seed: `${operation.id}/${turn}`,
    origin: world.url,
    entities: entitiesOf(call, turn),
  })
}

function create({ operation, world }: Call): string {
  const id = world.nextSerial()
  keptIds(world, operation.path).unshift(id)
  return id
}

function remove({ operation, world }: Call, id: string): void {
  const ids = keptIds(world, placeOf(operation.path))
  ids.splice(ids.indexOf(id), 1)
}

/** Gives an entity the id that it stands under. */
export function named(value: unknown, id: string | undefined): unknown {
  return id !== undefined && isObject(value) && typeof value.id === 'string' ? { ...value, id } : value
}
