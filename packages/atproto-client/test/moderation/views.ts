import type { ProfileViewBasic, ViewerState } from '../../src/generated/lexicons/app.bsky.actor.defs.ts'
import type { RecordView } from '../../src/generated/lexicons/app.bsky.embed.record.ts'
import type { PostView } from '../../src/generated/lexicons/app.bsky.feed.defs.ts'
import type { Post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import type { ListViewBasic } from '../../src/generated/lexicons/app.bsky.graph.defs.ts'
import type { Label } from '../../src/generated/lexicons/com.atproto.label.defs.ts'
import type { ModerationOptions, ModerationPrefs } from '../../src/moderation/index.ts'

export const ME = 'did:web:me.test'
export const ALICE = 'did:web:alice.test'
export const BOB = 'did:web:bob.test'
export const LABELER = 'did:web:labeler.test'

const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const TIME = '2024-01-01T00:00:00.000Z'

type Quoted = RecordView['record']
type Media = Extract<NonNullable<Post['embed']>, { $type: 'app.bsky.embed.recordWithMedia' }>['media']

/** What is written in a post, and what it quotes. */
export interface PostParts extends Partial<Pick<Post, 'text' | 'langs' | 'tags' | 'facets'>> {
  author?: ProfileViewBasic
  rkey?: string
  labels?: Label[]
  media?: Media
  quoted?: Quoted
}

export function profile(did: string, viewer: ViewerState = {}, labels: Label[] = []): ProfileViewBasic {
  return { did, handle: did.slice('did:web:'.length), viewer, labels }
}

/** A label, of an account unless it says of what. */
export function label(val: string, src: string, uri: string = src): Label {
  return { val, src, uri, cts: TIME }
}

export function list(): ListViewBasic {
  const purpose = 'app.bsky.graph.defs#modlist'
  return { uri: `at://${BOB}/app.bsky.graph.list/list`, cid: CID, name: 'list', purpose }
}

/** A post as the AppView shows it. */
export function postView(parts: PostParts = {}): PostView {
  const { author = profile(ALICE), labels, media, quoted } = parts
  const uri = uriOf(author.did, parts.rkey)
  const record = { ...recordOf(parts), $type: 'app.bsky.feed.post' } as const
  const embed = embedOf(media && viewOf(media), quoted)
  return {
    uri,
    cid: CID,
    author,
    record,
    indexedAt: TIME,
    ...(embed && { embed }),
    ...(labels && { labels }),
  }
}

/** A post as it is shown in one that quotes it. */
export function quotedPost(parts: PostParts = {}): Quoted {
  const { author = profile(BOB), labels } = parts
  const value = { ...recordOf(parts), $type: 'app.bsky.feed.post' } as const
  return {
    $type: 'app.bsky.embed.record#viewRecord',
    uri: uriOf(author.did, parts.rkey),
    cid: CID,
    author,
    value,
    indexedAt: TIME,
    ...(labels && { labels }),
  }
}

/** A post that cannot be shown where it is quoted, as there is a block. */
export function blockedPost(viewer: ViewerState): Quoted {
  const uri = uriOf(BOB)
  return { $type: 'app.bsky.embed.record#viewBlocked', uri, blocked: true, author: { did: BOB, viewer } }
}

export function images(...alts: string[]): Media {
  return { $type: 'app.bsky.embed.images', images: alts.map((alt) => ({ alt, image: blob('image/png') })) }
}

export function gallery(...alts: string[]): Media {
  const aspectRatio = { width: 1, height: 1 }
  const items = alts.map(
    (alt) => ({ $type: 'app.bsky.embed.gallery#image', alt, aspectRatio, image: blob('image/png') }) as const,
  )
  return { $type: 'app.bsky.embed.gallery', items }
}

export function card(title: string, description: string): Media {
  return { $type: 'app.bsky.embed.external', external: { uri: 'https://a.test', title, description } }
}

export function video(alt: string): Media {
  return { $type: 'app.bsky.embed.video', video: blob('video/mp4'), alt }
}

export function options(
  prefs: Partial<ModerationPrefs> = {},
  more: Partial<ModerationOptions> = {},
): ModerationOptions {
  const nothing = { adultContentEnabled: false, labels: {}, labelers: [], mutedWords: [], hiddenPosts: [] }
  return { userDid: ME, prefs: { ...nothing, ...prefs }, ...more }
}

export function uriOf(did: string, rkey = 'post'): string {
  return `at://${did}/app.bsky.feed.post/${rkey}`
}

function recordOf({ text = '', langs, tags, facets, media, quoted }: PostParts): Post {
  const record = quoted && { record: { uri: uriOf(BOB), cid: CID } }
  const embed: Post['embed'] =
    record && media
      ? {
          $type: 'app.bsky.embed.recordWithMedia',
          record: { $type: 'app.bsky.embed.record', ...record },
          media,
        }
      : record
        ? { $type: 'app.bsky.embed.record', ...record }
        : media
  return {
    text,
    createdAt: TIME,
    ...(langs && { langs }),
    ...(tags && { tags }),
    ...(facets && { facets }),
    ...(embed && { embed }),
  }
}

type MediaView = Extract<
  NonNullable<PostView['embed']>,
  { $type: 'app.bsky.embed.recordWithMedia#view' }
>['media']

function embedOf(media: MediaView | undefined, quoted: Quoted | undefined): PostView['embed'] {
  if (!quoted) return media
  const record: RecordView = { record: quoted }
  return media
    ? { $type: 'app.bsky.embed.recordWithMedia#view', record, media }
    : { $type: 'app.bsky.embed.record#view', ...record }
}

function viewOf(media: Media): MediaView {
  const [thumb, fullsize] = ['https://a.test/thumb', 'https://a.test/full']
  switch (media.$type) {
    case 'app.bsky.embed.images':
      return {
        $type: 'app.bsky.embed.images#view',
        images: media.images.map(({ alt }) => ({ alt, thumb, fullsize })),
      }
    case 'app.bsky.embed.gallery':
      return {
        $type: 'app.bsky.embed.gallery#view',
        items: media.items.map((item) => ({
          $type: 'app.bsky.embed.gallery#viewImage',
          alt: item.$type === 'app.bsky.embed.gallery#image' ? item.alt : '',
          thumbnail: thumb,
          fullsize,
          aspectRatio: { width: 1, height: 1 },
        })),
      }
    case 'app.bsky.embed.external': {
      const { uri, title, description } = media.external
      return { $type: 'app.bsky.embed.external#view', external: { uri, title, description } }
    }
    case 'app.bsky.embed.video':
      return { $type: 'app.bsky.embed.video#view', cid: CID, playlist: 'https://a.test/list' }
    default:
      return media
  }
}

function blob(mimeType: string) {
  return { $type: 'blob' as const, ref: { $link: CID }, mimeType, size: 1 }
}
