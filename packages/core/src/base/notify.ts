const thrownByHandlers = new WeakSet<object>()

/** Calls a handler of the user's. An error that it throws is the user's, and is not taken for a network failure. */
export function notify<A extends unknown[]>(handler: ((...args: A) => void) | undefined, ...args: A): void {
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
