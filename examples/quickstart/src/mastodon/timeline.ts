import type { MastodonClient, Status } from '@typefed/mastodon-client'
import { clip, colors, type Outcome } from '../terminal.ts'

type Client = MastodonClient<'4.3'>

export async function printTimeline(client: Client): Promise<Outcome<void>> {
  const statuses = await client.api.v1.timelines.home.get({ params: { limit: 8 } })
  return { value: undefined, done: `The newest ${statuses.length} of it:`, details: statuses.map(line) }
}

export async function walkTimeline(client: Client): Promise<Outcome<void>> {
  const pages: number[] = []
  let last: string | undefined
  for await (const { items, next } of client.api.v1.timelines.home.get.paginate().pages()) {
    pages.push(items.length)
    last = next ?? last
  }
  return {
    value: undefined,
    done: `${pages.length} pages of ${pages.join(', ')} posts`,
    details: [`the last link that was followed: ${last ?? 'none'}`],
  }
}

export async function favouriteFirst(client: Client): Promise<Outcome<void>> {
  const me = await client.api.v1.accounts.verify_credentials.get()
  for await (const { id, account, content } of client.api.v1.timelines.home.get.paginate()) {
    if (account.id === me.id) continue
    const status = await client.api.v1.statuses(id).favourite.post()
    const count = status.favourites_count
    return { value: undefined, done: `@${account.acct}: ${clip(textOf(content), 60)} ★ ${count}` }
  }
  throw new Error('the timeline holds nobody else’s post')
}

function line({
  account,
  content,
  favourites_count,
  reblogs_count,
  poll,
  media_attachments,
}: Status<'4.3'>): string {
  const marks = [
    `★ ${favourites_count}`,
    `↻ ${reblogs_count}`,
    poll ? '☰' : media_attachments.length > 0 ? '▣' : ' ',
  ]
  return `${colors.cyan(account.username.padEnd(8))} ${colors.dim(marks.join(' '))}  ${clip(textOf(content), 60)}`
}

/** The text of a post. */
export function textOf(html: string): string {
  return html.replaceAll(/<[^>]+>/g, '')
}
