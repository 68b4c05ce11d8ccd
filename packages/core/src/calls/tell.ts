const thrownByHandlers = new WeakSet<object>()

/** Calls a handler of the user's. What it throws is the user's, and is not taken for a failure of the network. */
export function tell<A extends unknown[]>(handler: ((...args: A) => void) | undefined, ...args: A): void {
  try {
    handler?.(...args)
  } catch (error) {
    if (error instanceof Error) thrownByHandlers.add(error)
    throw error
  }
}

export function isThrownByHandler(error: unknown): boolean {
  return error instanceof Error && thrownByHandlers.has(error)
}
