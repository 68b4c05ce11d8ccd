import * as fc from 'fast-check'
import type {
  MutedWord,
  ProfileViewBasic,
  ViewerState,
} from '../../src/generated/lexicons/app.bsky.actor.defs.ts'
import type { RecordView } from '../../src/generated/lexicons/app.bsky.embed.record.ts'
import type { Label, LabelValueDefinition } from '../../src/generated/lexicons/com.atproto.label.defs.ts'
import type { LabelPreference, ModerationPrefs } from '../../src/moderation/index.ts'
import {
  ALICE,
  blockedPost,
  BOB,
  card,
  gallery,
  images,
  LABELER,
  list,
  ME,
  type PostParts,
  profile,
  quotedPost,
  uriOf,
  video,
} from './views.ts'

const LABELERS = [LABELER, 'did:web:other-labeler.test']
const VALUES = [
  '!hide',
  '!warn',
  '!no-unauthenticated',
  'porn',
  'nudity',
  'gore',
  'spider',
  'rude',
  'unheard-of',
]
const WORDS = [
  'cat',
  'Cat',
  'art',
  'start',
  'x',
  's-p-y',
  'spy',
  '(dog)',
  'hot-dog',
  '猫',
  '猫が好き',
  '"',
  'İ',
]
const SPACES = [' ', '  ', '\n', '. ', ', ']

const flag = fc.boolean()
/** A choice between something and nothing. */
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined })

/** Leaves out what is undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, value]) => value !== undefined)) as never
}

const setting = fc.constantFrom<LabelPreference>('ignore', 'warn', 'hide')
const settings = fc.dictionary(fc.constantFrom(...VALUES), setting, { maxKeys: 4 })

/** Labels on what an account made, by itself, by labelers that count, and by one that does not. */
export const labels = (did: string): fc.Arbitrary<Label[]> =>
  fc.array(
    fc.record({
      val: fc.constantFrom(...VALUES),
      src: fc.constantFrom(did, ...LABELERS, 'did:web:stranger.test'),
      uri: fc.constantFrom(did, `at://${did}/app.bsky.actor.profile/self`, uriOf(did)),
      cts: fc.constant('2024-01-01T00:00:00.000Z'),
    }),
    { maxLength: 4 },
  )

const viewer: fc.Arbitrary<ViewerState> = fc
  .record({
    muted: maybe(flag),
    mutedByList: maybe(fc.constant(list())),
    blocking: maybe(fc.constant('at://block')),
    blockingByList: maybe(fc.constant(list())),
    blockedBy: maybe(flag),
    following: maybe(fc.constant('at://follow')),
  })
  .map(defined)

export const someone: fc.Arbitrary<ProfileViewBasic> = fc
  .constantFrom(ME, ALICE, BOB)
  .chain((did) => fc.tuple(viewer, labels(did)).map(([viewer, labels]) => profile(did, viewer, labels)))

/** Words with anything between them. */
export const text = (...more: string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...WORDS, ...more), fc.constantFrom(...SPACES)), { maxLength: 5 })
    .map((parts) => parts.flat().join(''))

const mutedWord: fc.Arbitrary<MutedWord> = fc
  .record({
    value: fc.oneof(fc.constantFrom(...WORDS, '', 'hot dog', 'hotdog', 'a b'), text()),
    targets: fc.subarray(['content', 'tag']),
    actorTarget: maybe(fc.constantFrom('all', 'exclude-following')),
    expiresAt: maybe(fc.constantFrom('2020-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z')),
  })
  .map(defined)

export const prefs: fc.Arbitrary<ModerationPrefs> = fc.record({
  adultContentEnabled: flag,
  labels: settings,
  labelers: fc
    .subarray(LABELERS)
    .chain((dids) => fc.tuple(...dids.map((did) => fc.record({ did: fc.constant(did), labels: settings })))),
  mutedWords: fc.array(mutedWord, { maxLength: 3 }),
  hiddenPosts: fc.subarray([uriOf(ALICE), uriOf(BOB)]),
})

const definition: fc.Arbitrary<LabelValueDefinition> = fc
  .record({
    identifier: fc.constantFrom('spider', 'rude', 'porn'),
    severity: fc.constantFrom('inform', 'alert', 'none', 'new'),
    blurs: fc.constantFrom('content', 'media', 'none', 'new'),
    defaultSetting: maybe(fc.constantFrom('ignore', 'warn', 'hide', 'new')),
    adultOnly: maybe(flag),
    locales: fc.constant<LabelValueDefinition['locales']>([]),
  })
  .map(defined)

/** What labelers define, by their DIDs. */
export const definitions: fc.Arbitrary<Record<string, LabelValueDefinition[]>> = fc.dictionary(
  fc.constantFrom(...LABELERS),
  fc.array(definition, { maxLength: 3 }),
)

const langs = fc.constantFrom<(string[] | undefined)[]>(undefined, [], ['en'], ['ja'], ['en', 'ja'])
const tag = fc.constantFrom(...WORDS)
const facets = tag.map((tag) => [
  {
    index: { byteStart: 0, byteEnd: 1 },
    features: [{ $type: 'app.bsky.richtext.facet#tag' as const, tag }],
  },
])

/** A post without media. */
export const plain = (...more: string[]): fc.Arbitrary<PostParts> =>
  someone.chain((author) =>
    fc
      .record({
        author: fc.constant(author),
        text: text(...more),
        langs,
        tags: maybe(fc.array(tag, { maxLength: 2 })),
        facets: maybe(facets),
        labels: maybe(labels(author.did)),
      })
      .map(defined),
  )

const media = (...more: string[]) => {
  const alt = text(...more)
  return fc.oneof(
    alt.map((alt) => images('', alt)),
    alt.map((alt) => gallery(alt)),
    fc.tuple(alt, alt).map(([title, description]) => card(title, description)),
  )
}

const withMedia = fc.tuple(plain(), maybe(media())).map(([post, media]) => defined({ ...post, media }))

const unseen: fc.Arbitrary<RecordView['record']> = fc.oneof(
  viewer.map(blockedPost),
  fc.constantFrom(
    { $type: 'app.bsky.embed.record#viewNotFound' as const, uri: uriOf(BOB), notFound: true as const },
    { $type: 'app.bsky.embed.record#viewDetached' as const, uri: uriOf(BOB), detached: true as const },
  ),
)

/** Posts in which this library looks at the same texts as the official one, and for the same authors. */
export const post: fc.Arbitrary<PostParts> = fc.oneof(
  withMedia,
  fc
    .tuple(plain(), fc.oneof(withMedia.map(quotedPost), unseen))
    .map(([post, quoted]) => ({ ...post, quoted })),
  fc.tuple(plain(), plain(), media()).map(([post, quoted, media]) => {
    const author = followedAs(post.author, quoted.author)
    return { ...post, media, quoted: quotedPost({ ...quoted, author }) }
  }),
)

/** An account that the user follows if it follows the other. */
function followedAs(other = profile(ALICE), account = profile(BOB)): ProfileViewBasic {
  const { following: _, ...viewer } = account.viewer ?? {}
  const following = other.viewer?.following
  return { ...account, viewer: { ...viewer, ...(following && { following }) } }
}

/** Posts of all kinds: with slashes, videos, and quotes of quotes with media. */
export const anyPost: fc.Arbitrary<PostParts> = fc
  .record({
    post: plain('and/or', 'cat/dog'),
    media: maybe(fc.oneof(media('and/or'), text().map(video))),
    quoted: maybe(
      fc.oneof(
        fc
          .record({ post: plain('and/or'), media: maybe(media('and/or')), quoted: maybe(unseen) })
          .map(({ post, ...embeds }) => quotedPost({ ...post, ...defined(embeds) })),
        unseen,
      ),
    ),
  })
  .map(({ post, ...embeds }) => ({ ...post, ...defined(embeds) }))
