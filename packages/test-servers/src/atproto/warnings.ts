const NOISE = 'Calling client.query() when the client is already executing a query is deprecated'

/**
 * The AppView and bsync use `pg` in a way that it warns about, once a process, on stderr. Swallows that one
 * warning, if it comes before the returned function is called.
 */
export function swallowPgWarning(): () => void {
  const { emitWarning } = process
  const quiet = ((...args: unknown[]) => {
    if (String(args[0]).startsWith(NOISE)) restore()
    else Reflect.apply(emitWarning, process, args)
  }) as typeof emitWarning
  const restore = (): void => {
    if (process.emitWarning === quiet) process.emitWarning = emitWarning
  }
  process.emitWarning = quiet
  return restore
}
