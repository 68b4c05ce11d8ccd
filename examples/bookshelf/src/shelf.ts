import { AtprotoClient, type AtprotoClientOptions } from '@typefed/atproto-client'
import type { Book } from './generated/lexicons/com.example.shelf.book.ts'
import { tree } from './generated/tree.ts'

/** The client with the lexicon of this app beside all others. */
export type ShelfClient = ReturnType<typeof shelfClient>

export function shelfClient(options?: AtprotoClientOptions) {
  return new AtprotoClient(options).extend(tree)
}

/** Puts a book on the shelf, and posts about it if there is something to say. */
export async function addBook(
  client: ShelfClient,
  book: Pick<Book, 'title' | 'author' | 'stars'>,
  review?: string,
): Promise<string> {
  const post = review ? await client.sendPost(review) : undefined
  const finishedAt = new Date().toISOString()
  const { uri } = await client.com.example.shelf.book.create({
    ...book,
    finishedAt,
    ...(post && { review: post }),
  })
  return uri
}

/** The books of an account, the last one first. */
export async function* books(client: ShelfClient, repo: string): AsyncGenerator<Book> {
  for await (const { value } of client.com.example.shelf.book.list({ repo })) yield value
}
