import type { NewRecord } from './writer.ts'

/** How many records of each kind there are. A post counts in every row that fits it. */
export type Counts = Record<
  'posts' | 'replies' | 'quotes' | 'withImages' | 'reposts' | 'likes' | 'follows',
  number
>

/** Counts what `records` add. */
export function tally(counts: Counts, records: readonly NewRecord[]): void {
  for (const { collection, value } of records) {
    if (collection === 'app.bsky.feed.like') counts.likes += 1
    if (collection === 'app.bsky.feed.repost') counts.reposts += 1
    if (collection === 'app.bsky.graph.follow') counts.follows += 1
    if (collection !== 'app.bsky.feed.post') continue
    counts.posts += 1
    if ('reply' in value) counts.replies += 1
    const embed = JSON.stringify(value['embed'] ?? {})
    if (embed.includes('"app.bsky.embed.record"')) counts.quotes += 1
    if (embed.includes('"app.bsky.embed.images"')) counts.withImages += 1
  }
}
