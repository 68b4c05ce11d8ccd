import { DatabaseSync } from 'node:sqlite'
import type { FeedViewPost } from '@typefed/atproto-client/app.bsky.feed.defs'

const SCHEMA = `
  create table if not exists posts (
    uri text primary key, author text not null, indexed_at text not null, text text not null, json text not null
  ) without rowid;
  create table if not exists progress (name text primary key, cursor text) without rowid;
`

/** Posts in an SQLite file, and how far walks have come. */
export class Archive implements Disposable {
  readonly #database: DatabaseSync

  constructor(file: string) {
    this.#database = new DatabaseSync(file)
    this.#database.exec(SCHEMA)
  }

  get size(): number {
    return Number(this.#database.prepare('select count(*) as size from posts').get()?.['size'])
  }

  /** Where an unfinished walk goes on; `undefined` if there is none. */
  cursorOf(walk: string): string | undefined {
    const row = this.#database.prepare('select cursor from progress where name = ?').get(walk)
    return typeof row?.['cursor'] === 'string' ? row['cursor'] : undefined
  }

  /** Keeps a page and where the walk goes on, both or neither. Returns how many of its posts are new. */
  addPage(walk: string, feed: readonly FeedViewPost[], cursor: string | undefined): number {
    const insert = this.#database.prepare('insert or ignore into posts values (?, ?, ?, ?, ?)')
    const advance = this.#database.prepare('insert or replace into progress values (?, ?)')
    this.#database.exec('begin')
    try {
      let added = 0
      for (const { post } of feed) {
        const text = post.record.$type === 'app.bsky.feed.post' ? post.record.text : ''
        const { changes } = insert.run(
          post.uri,
          post.author.handle,
          post.indexedAt,
          text,
          JSON.stringify(post),
        )
        added += Number(changes)
      }
      advance.run(walk, cursor ?? null)
      this.#database.exec('commit')
      return added
    } catch (error) {
      this.#database.exec('rollback')
      throw error
    }
  }

  [Symbol.dispose](): void {
    this.#database.close()
  }
}
