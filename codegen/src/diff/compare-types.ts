import type { Level, Use } from './change.ts'

/** What the change of a type asks for. A type with `|` is a choice. */
export function compareTypes(before: string, after: string, use: Use): Level {
  if (before === 'closed union' && after === 'union') return use.received ? 'breaking' : 'additive'
  if (before === 'integer' && after === 'number') return use.received ? 'breaking' : 'additive'
  const [old, fresh] = [formsOf(before), formsOf(after)]
  const lost = old.difference(fresh).size > 0
  const gained = fresh.difference(old).size > 0
  if (lost && gained) return 'breaking'
  // What may be sent has become less, or what may come has become more.
  const concerned = lost ? use.sent : use.received
  return concerned ? 'breaking' : 'additive'
}

function formsOf(type: string): Set<string> {
  return new Set(type.split('|'))
}
