import { Refusal } from '../answer.ts'
import { type Call, caller, type Handlers, now, text } from '../call.ts'
import { isObject, type Json, strings } from '../document.ts'

const TIMELINES = ['home', 'notifications']

function saved(call: Call, names: readonly string[]): Json {
  const found = names.map((name) => [name, call.world.markers.get(`${caller(call).id} ${name}`)] as const)
  return Object.fromEntries(found.filter(([, marker]) => marker !== undefined))
}

function setMarkers(call: Call): Json {
  const given = TIMELINES.filter((name) => isObject(call.body[name]))
  if (given.length === 0) throw new Refusal(422, 'Validation failed: no marker was given')
  for (const name of given) {
    const key = `${caller(call).id} ${name}`
    const before = call.world.markers.get(key)
    const wanted = call.body[name]
    call.world.markers.set(key, {
      last_read_id: text(isObject(wanted) ? wanted.last_read_id : undefined) ?? '0',
      version: typeof before?.version === 'number' ? before.version + 1 : 0,
      updated_at: now(),
    })
  }
  return saved(call, given)
}

export const markers: Handlers = {
  setMarkers,
  getMarkers: (call) => saved(call, strings(call.query['timeline[]'])),
}
