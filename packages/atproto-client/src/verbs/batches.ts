/** How many calls of one verb are on their way at the same time. */
const AT_ONCE = 4

/** Asks for many things, so many a call, a few calls at a time; answers in the order of the calls. */
export async function inBatches<T, R>(
  items: readonly T[],
  size: number,
  ask: (batch: T[]) => Promise<readonly R[]>,
): Promise<R[]> {
  const found: R[] = []
  for (let start = 0; start < items.length; start += size * AT_ONCE) {
    const batches = Array.from({ length: AT_ONCE }, (_, i) => {
      const from = start + i * size
      return items.slice(from, from + size)
    }).filter(({ length }) => length > 0)
    for (const answer of await Promise.all(batches.map(ask))) found.push(...answer)
  }
  return found
}
