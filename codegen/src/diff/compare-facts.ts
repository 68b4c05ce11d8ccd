import type { Level, Use } from './change.ts'
import type { Entry } from './read-surface.ts'

type Values = readonly string[]

/** A fact that is not the same any more: what it was and is, nothing where it was not there. */
interface FactChange {
  readonly name: string
  readonly before: Values | undefined
  readonly after: Values | undefined
  readonly lost: Values
  readonly gained: Values
  readonly entry: Entry
  readonly use: Use
}

type Rule = (change: FactChange) => boolean

/** Whether a change of a fact breaks something, by name. Of a fact that is not here no change does. */
const BREAKS: Readonly<Record<string, Rule>> = {
  ...rules(['minimum', 'minLength', 'minGraphemes', 'minCharacters', 'minItems'], narrowsBelow),
  ...rules(['maximum', 'maxLength', 'maxGraphemes', 'maxCharacters', 'maxItems', 'maxSize'], narrowsAbove),
  // A program tells the answers apart by these names, or sends them.
  enum: ({ before, after, lost, use }) =>
    before && after ? lost.length > 0 : after ? use.sent : use.received,
  accept: ({ before, after, lost, use }) => use.sent && after !== undefined && (!before || lost.length > 0),
  of: ({ lost, gained, entry, use }) =>
    lost.length > 0 || (gained.length > 0 && use.received && entry.type.startsWith('closed')),
  records: loses,
  extends: ({ lost, gained, use }) => lost.length > 0 || (gained.length > 0 && use.sent),
  format: ({ after, use }) => use.sent && after !== undefined,
  // Who leaves it out gets something else now.
  default: ({ before, use }) => use.sent && before !== undefined,
  open: ({ after, use }) => use.sent && after === undefined,
  ...rules(['pages', 'items', 'key', 'output'], loses),
  input: ({ after, lost }) => lost.length > 0 || (after !== undefined && after.join() !== 'application/json'),
  // Each scope is enough by itself.
  scopes: ({ before, after, lost }) => after !== undefined && (!before || lost.length > 0),
  token: ({ after }) => after !== undefined && after.join() !== 'optional',
  since: ({ before, after, entry, use }) =>
    after !== undefined && comesLater(before, after) && (entry.place === '' || use.received),
  until: ({ after }) => after !== undefined,
  'absent-in': ({ gained }) => gained.length > 0,
}

/** What the facts of an entry have come to ask for, a change each. */
export function compareFacts(
  before: Entry,
  after: Entry,
  use: Use,
): { readonly level: Level; readonly message: string }[] {
  const names = new Set([...before.facts.keys(), ...after.facts.keys()])
  return [...names].flatMap((name) => {
    const [old, fresh] = [before.facts.get(name), after.facts.get(name)]
    const lost = old?.filter((value) => !fresh?.includes(value)) ?? []
    const gained = fresh?.filter((value) => !old?.includes(value)) ?? []
    if (lost.length + gained.length === 0) return []
    const change: FactChange = { name, before: old, after: fresh, lost, gained, entry: after, use }
    return [{ level: BREAKS[name]?.(change) ? 'breaking' : 'additive', message: describe(change) }]
  })
}

function describe({ name, before, after, lost, gained }: FactChange): string {
  if (!before) return `has ${name} ${gained.join(', ')} now`
  if (!after) return `has no ${name} any more, which was ${lost.join(', ')}`
  if (before.length === 1 && after.length === 1) return `${name} was ${lost.join()}, is ${gained.join()}`
  return [
    ...(lost.length > 0 ? [`${name} lost ${lost.join(', ')}`] : []),
    ...(gained.length > 0 ? [`${name} gained ${gained.join(', ')}`] : []),
  ].join('; ')
}

function rules(names: readonly string[], rule: Rule): Record<string, Rule> {
  return Object.fromEntries(names.map((name) => [name, rule]))
}

function loses({ lost }: FactChange): boolean {
  return lost.length > 0
}

/** Bounds are checked of what is sent; an answer beyond them passes. */
function narrowsBelow({ before, after, use }: FactChange): boolean {
  return use.sent && after !== undefined && (!before || Number(after[0]) > Number(before[0]))
}

function narrowsAbove({ before, after, use }: FactChange): boolean {
  return use.sent && after !== undefined && (!before || Number(after[0]) < Number(before[0]))
}

/** Whether a release is later than another one; none is earlier than all. */
function comesLater([before]: Values = [], [after = '']: Values = []): boolean {
  if (before === undefined) return true
  return after.localeCompare(before, 'en', { numeric: true }) > 0
}
