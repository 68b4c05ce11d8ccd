import { existsSync, type FSWatcher, watch } from 'node:fs'

/** How long after a change nothing more must come: editors write in several steps. In ms. */
const SETTLED = 100

/**
 * Runs a task now, and after each change below the paths that it answers with, until it is told to stop.
 *
 * @param task answers with the files and folders that its result depends on
 * @param first what to look at until it has answered for the first time
 */
export async function runOnChange(
  task: () => Promise<readonly string[]>,
  first: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  let paths = first
  while (!signal.aborted) {
    // Looked at before the task runs, so that no change is missed while it does.
    const change = nextChange(paths, signal)
    paths = await task()
    if (paths.some((path) => !change.paths.includes(path))) change.widen(paths)
    await change.settled
  }
}

interface NextChange {
  readonly paths: readonly string[]
  /** Looks at more, from now on. */
  widen(paths: readonly string[]): void
  readonly settled: Promise<void>
}

function nextChange(first: readonly string[], signal: AbortSignal): NextChange {
  const watchers: FSWatcher[] = []
  const paths: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const finish = (): void => {
    for (const watcher of watchers) watcher.close()
    signal.removeEventListener('abort', finish)
    clearTimeout(timer)
    resolve()
  }
  const changed = (): void => {
    clearTimeout(timer)
    timer = setTimeout(finish, SETTLED)
  }
  const widen = (more: readonly string[]): void => {
    for (const path of more.filter((one) => !paths.includes(one) && existsSync(one))) {
      paths.push(path)
      watchers.push(watch(path, { recursive: true }, changed).on('error', changed))
    }
  }
  signal.addEventListener('abort', finish)
  widen(first)
  return { paths, widen, settled: promise }
}
