/** A step of the boot failed; `step` says which, `cause` why. */
export class NetworkBootError extends Error {
  override readonly name = 'NetworkBootError'
  readonly step: string

  constructor(step: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message || cause.name : String(cause)
    super(`could not ${step}: ${reason}`, { cause })
    this.step = step
  }
}

/** Runs one step of a boot: announces it, and names it when it fails. */
export async function bootStep<T>(
  step: string,
  onProgress: ((step: string) => void) | undefined,
  work: () => T | Promise<T>,
): Promise<T> {
  onProgress?.(step)
  try {
    return await work()
  } catch (cause) {
    throw cause instanceof NetworkBootError ? cause : new NetworkBootError(step, cause)
  }
}
