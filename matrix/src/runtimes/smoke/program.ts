import { atprotoSteps } from './atproto.ts'
import { mastodonSteps } from './mastodon.ts'
import type { Addresses, Step, StepResult } from './step.ts'

/** Milliseconds for one step, on a machine that is busy. */
const PATIENCE = 45_000

/** Does all steps, one after the other, and tells of each. A step that fails does not keep the next from being tried. */
export async function runSmoke(addresses: Addresses, tell: (result: StepResult) => void): Promise<void> {
  for (const step of [...atprotoSteps(addresses), ...mastodonSteps(addresses)]) tell(await attempt(step))
}

async function attempt({ name, run }: Step): Promise<StepResult> {
  const late = new AbortController()
  const tooLate = new Promise<never>((_, reject) =>
    late.signal.addEventListener('abort', () => reject(late.signal.reason)),
  )
  // Not AbortSignal.timeout: Deno does not end before that is over.
  const timer = setTimeout(() => late.abort(new Error(`it took more than ${PATIENCE} ms`)), PATIENCE)
  try {
    return { step: name, ok: true, saw: await Promise.race([run(late.signal), tooLate]) }
  } catch (error) {
    return {
      step: name,
      ok: false,
      saw: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
  } finally {
    clearTimeout(timer)
  }
}
