const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Has `cleanUp` run when the process is told to end. If nobody else listens for the signal, the process then
 * ends by it as it would have without us; a host with a handler of its own decides for itself.
 * A second signal during the clean-up ends the process at once.
 *
 * @returns a function that removes the handlers
 */
export function onTermination(cleanUp: () => Promise<void>): () => void {
  const remove = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, handle)
  }
  const handle = (signal: NodeJS.Signals): void => {
    remove()
    const ours = process.listenerCount(signal) === 0
    void cleanUp()
      .catch(() => {})
      .finally(() => ours && process.kill(process.pid, signal))
  }
  for (const signal of SIGNALS) process.on(signal, handle)
  return remove
}
