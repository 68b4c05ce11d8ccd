import type { AtprotoClient } from '@typefed/atproto-client'
import type { Archive } from './archive.ts'

const WALK = 'timeline'

export interface WalkOptions {
  /** Posts a page: 1 to 100. */
  limit: number
  signal: AbortSignal
  /** Is told after each page. */
  onPage: (added: number) => void
}

/**
 * Walks the timeline into the archive: first on from where an earlier walk was interrupted, then from the newest post to
 * the first page that holds nothing new.
 */
export async function archiveTimeline(
  client: AtprotoClient,
  archive: Archive,
  options: WalkOptions,
): Promise<void> {
  const { limit, signal, onPage } = options
  const { getTimeline } = client.app.bsky.feed
  const start = archive.cursorOf(WALK)
  for await (const { feed, cursor } of getTimeline
    .paginate({ limit, ...(start && { cursor: start }) })
    .pages()) {
    const added = archive.addPage(WALK, feed, cursor)
    onPage(added)
    if (signal.aborted) return
    if (added === 0 && !start) break
  }
  archive.addPage(WALK, [], undefined)
  if (start) await archiveTimeline(client, archive, options)
}
