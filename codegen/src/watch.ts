import { existsSync, type FSWatcher, watch } from 'node:fs'

/** How long after a change nothing more must come: editors write in several steps. In ms. */
const SETTLED = 100

/**
 * Runs a task now, and after each change below the paths that it answers with, for ever.
 *
 * @param task answers with the files and folders that its result depends on
 * @param first what it is likely to answer with
 */
export async function runOnChange(
  task: () => Promise<readonly string[]>,
  first: readonly string[],
): Promise<never> {
  for (let paths = first; ;) {
    // Looked at before the task runs, so that no change is missed while it does.
    const { changed, stop } = lookAt(paths)
    const next = await task()
    if (next.join() === paths.join()) await changed
    stop()
    paths = next
  }
}

function lookAt(paths: readonly string[]): { readonly changed: Promise<void>; stop(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let timer: NodeJS.Timeout | undefined
  const settle = (): void => {
    clearTimeout(timer)
    timer = setTimeout(resolve, SETTLED)
  }
  const watchers: FSWatcher[] = paths
    .filter((path) => existsSync(path))
    .map((path) => watch(path, { recursive: true }, settle).on('error', settle))
  return {
    changed: promise,
    stop() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
