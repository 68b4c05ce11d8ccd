import type { Handler } from '../call.ts'
import { Answer } from '../answer.ts'
import { child, isObject, type Json } from '../document.ts'
import { fake } from '../fake.ts'
import { answersList, Page } from '../pages.ts'

/** How many results a made-up list has in all. */
const RESULTS = 5

/** Answers operations that the world knows nothing of: made from the schema, the same every time. */
export const generic: Handler = (call) => {
  const { operation, world } = call
  const shape = operation.answers.find(({ status }) => status >= 200 && status < 300)
  if (!shape) return new Answer(operation.answers[0]?.status ?? 204, undefined)
  if (!shape.schema) return new Answer(shape.status, undefined)
  const make = (schema: Json, seed: string): unknown =>
    fake(schema, { schemas: world.document.schemas, style: 'rich', seed, origin: world.url })
  if (shape.mediaType !== 'application/json')
    return new Answer(shape.status, make(shape.schema, operation.id), {}, shape.mediaType)
  const items = answersList(operation) ? child(shape.schema, 'items') : undefined
  if (items && operation.pagination !== 'none') {
    const entries = Array.from({ length: RESULTS }, (_, index) => {
      const id = String(RESULTS - index)
      return { cursor: id, value: () => named(make(items, `${operation.id}/${id}`), id) }
    })
    return new Page(entries)
  }
  const value = make(shape.schema, operation.id)
  return call.path.id === undefined || items ? value : named(value, call.path.id)
}

/** Gives an entity the id that it was asked for by. */
function named(value: unknown, id: string): unknown {
  return isObject(value) && typeof value.id === 'string' ? { ...value, id } : value
}
