import type { MeasureContext } from './measure.ts'

/**
 * Lets several take turns, A B C A B C, so that a slow minute of the machine hits all of them. Whoever fails is named
 * and gets no further turn. Returns the median of each.
 */
export async function takeTurns<K extends string>(
  { rounds, say }: MeasureContext,
  what: string,
  runners: Readonly<Record<K, () => Promise<number>>>,
): Promise<Record<K, number | 'failed'>> {
  const names = Object.keys(runners) as K[]
  const values = new Map<K, number[]>(names.map((name) => [name, []]))
  const failed = new Set<K>()
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      if (failed.has(name)) continue
      say(`${what}: ${name}, ${round} of ${rounds}`)
      try {
        values.get(name)?.push(await runners[name]())
      } catch (error) {
        failed.add(name)
        process.stderr.write(`\n${what}: ${name} failed: ${(error as Error).message}\n`)
      }
    }
  }
  const medians = names.map((name) => [name, failed.has(name) ? 'failed' : median(values.get(name) ?? [])])
  return Object.fromEntries(medians) as Record<K, number | 'failed'>
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
