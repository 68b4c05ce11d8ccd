/** How many writes a server takes at once: the limit of the official one, and of the lexicon's description. */
const MAX_WRITES = 200
/** Bytes of JSON that the official server takes, with room for what stands around the writes. */
const MAX_BYTES = 990_000

/** Parts writes into batches that a server takes, in their order. One that is too big by itself is left to the server. */
export function batchesOf<W>(writes: readonly W[]): W[][] {
  const encoder = new TextEncoder()
  const batches: W[][] = []
  let bytes = 0
  for (const write of writes) {
    // With the comma.
    const size = encoder.encode(JSON.stringify(write)).length + 1
    const batch = batches.at(-1)
    if (batch && batch.length < MAX_WRITES && bytes + size <= MAX_BYTES) {
      batch.push(write)
      bytes += size
    } else {
      batches.push([write])
      bytes = size
    }
  }
  return batches
}
