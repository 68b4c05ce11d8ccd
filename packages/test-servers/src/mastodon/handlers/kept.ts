import { notFound } from '../answer.ts'
import type { Call } from '../call.ts'
import type { World } from '../world/world.ts'

/** How many things stand behind a path at first. */
const AT_FIRST = 5

/** Ids of what stands behind a path, newest first: of what the world knows nothing about but that it is there. */
export function keptIds(world: World, place: string): string[] {
  const known = world.kept.get(place)
  if (known) return known
  const ids = Array.from({ length: AT_FIRST }, () => world.nextSerial()).toReversed()
  world.kept.set(place, ids)
  return ids
}

/** Where the things of an operation stand: `/api/v1/admin/reports` of `/api/v1/admin/reports/{id}/resolve`. */
export function placeOf(path: string): string {
  return path.split('/{id}')[0] ?? path
}

/** The id that the path names. @throws Refusal 404 when there is no such thing */
export function keptId({ world, operation, path }: Call): string {
  const id = path.id ?? ''
  if (!keptIds(world, placeOf(operation.path)).includes(id)) throw notFound()
  return id
}
