import type { Use } from './change.ts'
import type { Entry } from './read-surface.ts'

const SENT = /^(?:params|input|body|path|args)\b/
const RECEIVED = /^(?:output|message)\b/
const REFERENCES = ['of', 'records', 'extends']

/** Tells of every entry which way its values go. */
export function findUses(surfaces: readonly ReadonlyMap<string, Entry>[]): (entry: Entry) => Use {
  const entries = surfaces.flatMap((surface) => [...surface.values()])
  const ids = new Set(entries.map(({ id }) => id))
  const references = new Map<string, Set<string>>()
  const roots = { sent: new Set<string>(), received: new Set<string>() }
  for (const entry of entries) {
    const targets = targetsOf(entry).filter((target) => ids.has(target))
    const isRecord = entry.place === '' && entry.type === 'record'
    if (SENT.test(entry.place)) addAll(roots.sent, targets)
    else if (RECEIVED.test(entry.place) || entry.id.startsWith('event ')) addAll(roots.received, targets)
    else references.set(entry.id, addAll(references.get(entry.id) ?? new Set(), targets))
    if (isRecord) for (const root of Object.values(roots)) root.add(entry.id)
  }
  const sent = reach(roots.sent, references)
  const received = reach(roots.received, references)
  return ({ id, place }) => {
    if (SENT.test(place)) return { sent: true, received: false }
    if (RECEIVED.test(place)) return { sent: false, received: true }
    const use = { sent: sent.has(id), received: received.has(id) }
    // A type that no endpoint uses is there for others to use, in either way.
    return use.sent || use.received ? use : { sent: true, received: true }
  }
}

function targetsOf({ type, facts }: Entry): string[] {
  const lists = REFERENCES.flatMap((name) => facts.get(name) ?? [])
  return [...type.split(/[[\]{}|\s]+/), ...lists]
}

function reach(
  roots: ReadonlySet<string>,
  references: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const reached = new Set(roots)
  // A set yields what is added while it is walked over.
  for (const id of reached) addAll(reached, references.get(id) ?? [])
  return reached
}

function addAll<T>(set: Set<T>, items: Iterable<T>): Set<T> {
  for (const item of items) set.add(item)
  return set
}
