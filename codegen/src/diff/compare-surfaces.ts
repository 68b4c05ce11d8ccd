import { compare } from '../model/problem.ts'
import type { Change, Level, Use } from './change.ts'
import { compareFacts } from './compare-facts.ts'
import { compareTypes } from './compare-types.ts'
import { type Entry, readSurfaceEntries, subjectOf } from './read-surface.ts'
import { findUses } from './usage.ts'

type Surface = ReadonlyMap<string, Entry>

/**
 * What changed from one surface to another, what breaks first: by the rules of lexicon evolution, and by what this
 * client checks and promises in its types.
 */
export function compareSurfaces(before: string, after: string): Change[] {
  const [old, fresh] = [readSurfaceEntries(before), readSurfaceEntries(after)]
  const useOf = findUses([old, fresh])
  const changes = [
    ...outermost(old, fresh).map(removal),
    ...outermost(fresh, old).map((entry) => addition(entry, fresh, useOf(entry))),
    ...[...fresh].flatMap(([subject, entry]) => {
      const was = old.get(subject)
      return was ? alterations(was, entry, useOf(entry)) : []
    }),
  ]
  return changes.sort(
    (a, b) => compare(b.level, a.level) || compare(a.at, b.at) || compare(a.message, b.message),
  )
}

/** What only the first of two surfaces has, without what is inside of it. */
function outermost(surface: Surface, other: Surface): Entry[] {
  const isOnly = (subject: string): boolean => surface.has(subject) && !other.has(subject)
  return [...surface.values()].filter((entry) => {
    const around =
      entry.place === '' ? [] : [entry.id, subjectOf({ ...entry, place: placeAround(entry.place) })]
    return isOnly(subjectOf(entry)) && !around.some(isOnly)
  })
}

/** `output.feed[].post` is in `output.feed`. */
function placeAround(place: string): string {
  const parts = place.match(/[\w$-]+|"(?:[^"\\]|\\.)*"?|\[\]|\{\}|./g) ?? []
  if (parts.at(-2) !== '.') return ''
  const end = parts.findLastIndex((part, index) => index < parts.length - 2 && part !== '[]' && part !== '{}')
  return parts.slice(0, end + 1).join('')
}

function removal(entry: Entry): Change {
  // What is caught and does not come does no harm.
  const level = entry.place.startsWith('error ') ? 'additive' : 'breaking'
  return { level, at: subjectOf(entry), message: 'was removed' }
}

function addition(entry: Entry, surface: Surface, use: Use): Change {
  const at = subjectOf(entry)
  const { place, optional, facts } = entry
  if (place === 'input' || place === 'body') {
    const fields = [...surface.values()].filter(
      (field) => field.id === entry.id && placeAround(field.place) === place,
    )
    const isNeeded = entry.type !== 'object' || fields.some((field) => !field.optional)
    return isNeeded && !optional
      ? { level: 'breaking', at, message: 'is new, and must be sent' }
      : { level: 'additive', at, message: 'is new' }
  }
  const isField = place.includes('.')
  if (!isField || optional) return { level: 'additive', at, message: 'is new' }
  if (use.sent) return { level: 'breaking', at, message: 'is new and required' }
  return facts.has('since')
    ? { level: 'additive', at, message: `is new since ${facts.get('since')?.join()}` }
    : { level: 'breaking', at, message: 'is new and required: answers of servers without it are refused' }
}

function alterations(before: Entry, after: Entry, use: Use): Change[] {
  const at = subjectOf(after)
  const found: { level: Level; message: string }[] = compareFacts(before, after, use)
  if (before.type !== after.type) {
    const level = isThing(before) ? 'breaking' : compareTypes(before.type, after.type, use)
    found.push({ level, message: `was ${before.type}, is ${after.type}` })
  }
  if (before.optional && !after.optional) {
    const isDated = !use.sent && after.facts.has('since')
    found.push({ level: isDated ? 'additive' : 'breaking', message: 'is required now' })
  }
  if (!before.optional && after.optional) {
    found.push({ level: use.received ? 'breaking' : 'additive', message: 'may be left out now' })
  }
  for (const flag of after.flags.difference(before.flags))
    found.push({ level: 'additive', message: `is ${flag} now` })
  for (const flag of before.flags.difference(after.flags))
    found.push({ level: 'additive', message: `is not ${flag} any more` })
  return found.map((change) => ({ ...change, at }))
}

/** Whether an entry stands for a thing that is called or stored, not for a type. */
function isThing({ place, type }: Entry): boolean {
  return (
    place === '' && /^(?:query|procedure|subscription|record|permission-set|token|(?:[A-Z]+ )?\/)/.test(type)
  )
}
