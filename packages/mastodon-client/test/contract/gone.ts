import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { isNotFoundError } from '@typefed/core'

/** How long and how often it is looked whether something is gone: deletions may happen in the background. */
const PATIENCE = { ms: 5000, every: 250 }

/** Waits until reading something ends in 404. Rejects if that does not happen in time, or reading fails otherwise. */
export async function gone(read: () => Promise<unknown>): Promise<void> {
  const end = performance.now() + PATIENCE.ms
  for (;;) {
    const error: unknown = await read().then(
      () => undefined,
      (reason: unknown) => reason,
    )
    if (isNotFoundError(error)) return
    if (error !== undefined) throw error
    assert.ok(performance.now() < end, 'it does not answer 404')
    await wait(PATIENCE.every)
  }
}
