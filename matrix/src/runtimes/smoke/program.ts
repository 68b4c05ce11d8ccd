import { atprotoSteps } from './atproto.ts'
import { mastodonSteps } from './mastodon.ts'
import type { Addresses, Step, StepResult } from './step.ts'

/** Milliseconds for one step, on a machine that is busy. */
const PATIENCE = 45_000

type Notify = (result: StepResult) => void

/** Does all steps of the smoke suite. */
export function runSmoke(addresses: Addresses, notify: Notify): Promise<void> {
  return runSteps([...atprotoSteps(addresses), ...mastodonSteps(addresses)], notify)
}

/** Does steps one after the other, and reports each. A step that fails does not keep the next from being tried. */
export async function runSteps(steps: readonly Step[], notify: Notify): Promise<void> {
  for (const step of steps) notify(await attempt(step))
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
