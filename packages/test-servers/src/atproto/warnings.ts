/**
 * Warnings that the servers' code causes, each once a process, on the stderr of whoever runs them: a deprecated
 * use of `pg`, and a failed login that took longer than the time it is padded to.
 */
const NOISE = [/^Calling client\.query\(\) when the client is already executing/, /is a negative number\.$/m]

const { emitWarning } = process
let users = 0

/** Keeps those warnings, and no others, from stderr until the returned function is called. */
export function quietWarnings(): () => void {
  if (users === 0) process.emitWarning = quiet
  users += 1
  let done = false
  return () => {
    if (done) return
    done = true
    users -= 1
    if (users === 0 && process.emitWarning === quiet) process.emitWarning = emitWarning
  }
}

const quiet = ((...args: unknown[]) => {
  const text = args[0] instanceof Error ? args[0].message : String(args[0])
  const noise = NOISE.some((known) => known.test(text))
  // The host's own negative timeouts are none of our business.
  if (noise && /node_modules.(@atproto|pg)\b/.test(new Error('where').stack ?? '')) return
  Reflect.apply(emitWarning, process, args)
}) as typeof emitWarning
