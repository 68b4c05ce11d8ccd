import type { LinksSeen } from './types.ts'

const POSITIONS = new Set(['max_id', 'since_id', 'min_id', 'offset'])

/** Facts of links, given with the requests that they answer; undefined where there are none. */
export function describeLinks(seen: readonly { target: string; link: string }[]): LinksSeen | undefined {
  if (seen.length === 0) return undefined
  const keeps = new Set<string>()
  const loses = new Set<string>()
  const prevs = new Set<string>()
  for (const { target, link } of seen) {
    const asked = new URL(target, 'https://server.test').searchParams
    for (const [, address = '', rel] of link.matchAll(/<([^<>]+)>; rel="(\w+)"/g)) {
      const linked = new URL(address, 'https://server.test').searchParams
      for (const name of asked.keys()) if (!POSITIONS.has(name)) (linked.has(name) ? keeps : loses).add(name)
      if (rel === 'prev') for (const name of linked.keys()) if (POSITIONS.has(name)) prevs.add(name)
    }
  }
  const [prev] = prevs
  return { keeps: [...keeps].toSorted(), loses: [...loses].toSorted(), ...(prev !== undefined && { prev }) }
}
