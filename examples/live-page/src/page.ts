// What runs in the page. Its address says whom to follow: ?bluesky=<server>&mastodon=<server>&token=<token>
import { type LivePost, postsOfBluesky, postsOfMastodon } from './live-posts.ts'

const MOST = 100

const address = new URL(location.href).searchParams
const bluesky = address.get('bluesky') ?? 'https://bsky.network'
const mastodon = address.get('mastodon')
const token = address.get('token') ?? undefined
// A token that stays in the address is copied with it.
history.replaceState(null, '', location.pathname)

const list = document.querySelector('ul') as HTMLUListElement
const state = document.querySelector('output') as HTMLOutputElement
const leaving = new AbortController()
addEventListener('pagehide', () => leaving.abort())
const options = { signal: leaving.signal, onStatus: (status: string) => void (state.value = status) }

void show(postsOfBluesky(bluesky, options))
if (mastodon) void show(postsOfMastodon(mastodon, token, options))

async function show(posts: AsyncIterable<LivePost>): Promise<void> {
  try {
    for await (const { network, author, text } of posts) {
      const item = document.createElement('li')
      const name = document.createElement('b')
      item.className = network
      name.textContent = author
      item.append(name, ' ', text)
      list.prepend(item)
      if (list.childElementCount > MOST) list.lastElementChild?.remove()
    }
  } catch (error) {
    if (!leaving.signal.aborted) state.value = String(error)
  }
}
