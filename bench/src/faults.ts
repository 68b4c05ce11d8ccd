import type { Check } from './contract.ts'

export type Json = Record<string, unknown>

/** One thing made other in a body that was right. */
export interface Corruption<Body> {
  readonly name: string
  apply(body: Body): void
}

/** Whether a body passes with something made other in it. */
export function passesWith<Body>(text: string, { apply }: Corruption<Body>, check: Check): boolean {
  const body = JSON.parse(text) as Body
  apply(body)
  return check(body)
}

/** Which faults a check sees, by label. The control must pass. */
export function caughtIn<Body>(
  text: string,
  corruptions: readonly Corruption<Body>[],
  control: Corruption<Body>,
  check: Check,
  peer: string,
): Record<string, boolean> {
  if (!passesWith(text, control, check)) throw new Error(`${peer} finds fault with a right body`)
  return Object.fromEntries(
    corruptions.map((corruption) => [`catches ${corruption.name}`, !passesWith(text, corruption, check)]),
  )
}
