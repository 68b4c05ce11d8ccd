import { describe, expect, test } from 'vitest'
import {
  interpretLabelValueDefinition,
  moderateFeedGenerator,
  moderateNotification,
  moderatePost,
  moderateProfile,
  moderateStatus,
  moderateUserList,
  type ModerationContext,
  type ModerationDecision,
  type ModerationPrefs,
} from '../../src/moderation/index.ts'
import {
  ALICE,
  blockedPost,
  BOB,
  card,
  gallery,
  images,
  label,
  LABELER,
  list,
  ME,
  options,
  type PostParts,
  postView,
  profile,
  quotedPost,
  uriOf,
  video,
} from './views.ts'

const subscribed: Partial<ModerationPrefs> = { labelers: [{ did: LABELER, labels: {} }] }
const mutedCat: Partial<ModerationPrefs> = { mutedWords: [{ value: 'cat', targets: ['content', 'tag'] }] }
const CONTEXTS = ['profileList', 'profileView', 'avatar', 'banner', 'displayName'] as const
const POST_CONTEXTS = ['contentList', 'contentView', 'contentMedia'] as const

/** `contentList: filter blur!`: what is done in each place where something is; `!` where it is for good. */
function shown(decision: ModerationDecision, contexts: readonly ModerationContext[]): string {
  const places = contexts.map((context) => {
    const { filter, blur, alert, inform, noOverride } = decision.ui(context)
    const done = [
      filter && 'filter',
      blur && (noOverride ? 'blur!' : 'blur'),
      alert && 'alert',
      inform && 'inform',
    ].filter(Boolean)
    return done.length > 0 && `${context}: ${done.join(' ')}`
  })
  return places.filter(Boolean).join(', ')
}

const postShown = (parts: PostParts, prefs?: Partial<ModerationPrefs>, userDid: string | undefined = ME) =>
  shown(moderatePost(postView(parts), { ...options(prefs), userDid }), POST_CONTEXTS)

describe('what is between the user and an account', () => {
  const viewers = {
    muted: { muted: true },
    'muted by a list': { muted: true, mutedByList: list() },
    blocking: { blocking: 'at://block' },
    'blocking by a list': { blocking: 'at://block', blockingByList: list() },
    'blocked by': { blockedBy: true },
    'only following': { following: 'at://follow', muted: false },
  }

  test.each<[keyof typeof viewers, string, string]>([
    [
      'muted',
      'profileList: filter inform, profileView: alert',
      'contentList: filter blur, contentView: inform',
    ],
    [
      'muted by a list',
      'profileList: filter inform, profileView: alert',
      'contentList: filter blur, contentView: inform',
    ],
    [
      'blocking',
      'profileList: filter blur!, profileView: alert, avatar: blur!, banner: blur!',
      'contentList: filter blur!, contentView: blur!',
    ],
    [
      'blocking by a list',
      'profileList: filter blur!, profileView: alert, avatar: blur!, banner: blur!',
      'contentList: filter blur!, contentView: blur!',
    ],
    [
      'blocked by',
      'profileList: filter blur!, profileView: alert, avatar: blur!, banner: blur!',
      'contentList: filter blur!, contentView: blur!',
    ],
    ['only following', '', ''],
  ])('%s', (name, asProfile, asPost) => {
    const author = profile(ALICE, viewers[name])
    expect(shown(moderateProfile(author, options()), CONTEXTS)).toBe(asProfile)
    expect(postShown({ author })).toBe(asPost)
  })

  test('says which list it is by', () => {
    const { muteCause, muted, blocked } = moderateProfile(
      profile(ALICE, viewers['muted by a list']),
      options(),
    )
    expect(muteCause?.source).toEqual({ type: 'list', list: list() })
    expect({ muted, blocked }).toEqual({ muted: true, blocked: false })
    const { blockCause } = moderateProfile(profile(ALICE, viewers['blocked by']), options())
    expect(blockCause).toMatchObject({ type: 'blocked-by', source: { type: 'user' } })
  })

  test('does not count for the user’s own', () => {
    const author = profile(ME, { muted: true, blocking: 'at://block', blockedBy: true })
    expect(postShown({ author })).toBe('')
  })
})

describe('labels', () => {
  const uri = uriOf(ALICE)

  test.each<[string, string, string]>([
    ['!hide', LABELER, 'contentList: filter blur!, contentView: blur!'],
    ['!warn', LABELER, 'contentList: blur, contentView: blur'],
    ['!hide', ALICE, ''],
    ['porn', LABELER, 'contentList: filter, contentMedia: blur!'],
    ['porn', ALICE, 'contentList: filter, contentMedia: blur!'],
    ['nudity', ALICE, ''],
    ['porn', 'did:web:stranger.test', ''],
    ['unheard-of', LABELER, ''],
    ['constructor', LABELER, ''],
    ['__proto__', ALICE, ''],
  ])('%s by %s', (val, src, expected) => {
    expect(postShown({ labels: [label(val, src, uri)] }, subscribed)).toBe(expected)
  })

  test.each<[Partial<ModerationPrefs>, string]>([
    [{ adultContentEnabled: true }, 'contentList: filter, contentMedia: blur'],
    [{ adultContentEnabled: true, labels: { porn: 'warn' } }, 'contentMedia: blur'],
    [{ adultContentEnabled: true, labels: { porn: 'ignore' } }, ''],
    [{ adultContentEnabled: false, labels: { porn: 'ignore' } }, 'contentList: filter, contentMedia: blur!'],
    [
      {
        adultContentEnabled: true,
        labels: { porn: 'hide' },
        labelers: [{ did: LABELER, labels: { porn: 'ignore' } }],
      },
      '',
    ],
  ])('are as the user wants them: %j', (prefs, expected) => {
    expect(postShown({ labels: [label('porn', LABELER, uri)] }, { ...subscribed, ...prefs })).toBe(expected)
  })

  test('do not leave out what the user made, which can always be uncovered', () => {
    const author = profile(ME)
    const labels = [label('porn', LABELER, uriOf(ME)), label('!hide', LABELER, uriOf(ME))]
    expect(postShown({ author, labels }, subscribed)).toBe(
      'contentList: blur, contentView: blur, contentMedia: blur',
    )
  })

  test('of those who want no strangers count while nobody is logged in', () => {
    const author = profile(ALICE, {}, [
      label('!no-unauthenticated', ALICE, `at://${ALICE}/app.bsky.actor.profile/self`),
    ])
    expect(postShown({ author })).toBe('')
    const decision = moderatePost(postView({ author }), { ...options(), userDid: undefined })
    expect(shown(decision, POST_CONTEXTS)).toBe('contentList: filter blur!, contentView: blur!')
  })

  test('on a profile cover the profile; on an account its posts, too', () => {
    const onProfile = profile(ALICE, {}, [
      label('!warn', LABELER, `at://${ALICE}/app.bsky.actor.profile/self`),
    ])
    const onAccount = profile(ALICE, {}, [label('!warn', LABELER)])
    const of = (author: typeof onProfile) =>
      shown(moderatePost(postView({ author }), options(subscribed)), [...CONTEXTS, ...POST_CONTEXTS])
    expect(of(onProfile)).toBe('avatar: blur, banner: blur, displayName: blur')
    expect(of(onAccount)).toBe(
      'profileList: blur, profileView: blur, avatar: blur, banner: blur, contentList: blur, contentView: blur',
    )
  })

  test('of a labeler’s own do as they are defined there, and nothing elsewhere', () => {
    const spider = { identifier: 'spider', severity: 'alert', blurs: 'content', locales: [] }
    const porn = { identifier: 'porn', severity: 'inform', blurs: 'none', locales: [] }
    const order = { identifier: '!warn', severity: 'none', blurs: 'none', locales: [] }
    const own = [spider, porn, order].map((one) => interpretLabelValueDefinition(one, LABELER))
    const of = (val: string, src = LABELER) => {
      const view = postView({ labels: [label(val, src, uri)] })
      const decision = moderatePost(view, options(subscribed, { labelDefs: { [LABELER]: own } }))
      return shown(decision, POST_CONTEXTS)
    }
    expect(of('spider')).toBe('contentList: blur, contentView: alert')
    expect(of('porn')).toBe('contentList: inform, contentView: inform')
    expect(of('porn', ALICE)).toBe('contentList: filter, contentMedia: blur!')
    expect(of('!warn')).toBe('contentList: blur, contentView: blur')
    expect(of('spider', ALICE)).toBe('')
  })

  test('come with what is to be told of them, the gravest first', () => {
    const labels = [label('!warn', LABELER, uri), label('!hide', LABELER, uri)]
    const decision = moderatePost(postView({ labels }), options(subscribed))
    expect(decision.labelCauses.map(({ label }) => label.val)).toEqual(['!warn', '!hide'])
    const [first] = decision.ui('contentList').blurs
    expect(first).toMatchObject({
      type: 'label',
      source: { type: 'labeler', did: LABELER },
      label: labels[1],
      labelDef: { identifier: '!hide' },
      target: 'content',
      setting: 'hide',
      priority: 1,
    })
  })
})

describe('muted words', () => {
  const covered = 'contentList: filter blur, contentView: blur'

  test.each<[string, PostParts]>([
    ['the text', { text: 'a cat' }],
    ['tags', { tags: ['cat'] }],
    ['pictures', { media: images('', 'a cat') }],
    ['a gallery', { media: gallery('a cat') }],
    ['a video', { media: video('a cat') }],
    ['the title of a link', { media: card('A cat', '') }],
    ['the description of a link', { media: card('', 'A cat') }],
    ['a quoted text', { quoted: quotedPost({ text: 'a cat' }) }],
    ['the pictures of a quoted post', { quoted: quotedPost({ media: images('a cat') }) }],
    ['the link of a quoted post', { quoted: quotedPost({ media: card('A cat', '') }) }],
    [
      'the pictures of a quoted post that quotes another',
      { quoted: quotedPost({ media: images('a cat'), quoted: quotedPost() }) },
    ],
    ['a text that is quoted with pictures', { media: images(''), quoted: quotedPost({ text: 'a cat' }) }],
    ['pictures beside a quote', { media: images('a cat'), quoted: quotedPost() }],
    ['pictures beside a quote that cannot be seen', { media: images('a cat'), quoted: blockedPost({}) }],
    ['pictures in both', { media: images(''), quoted: quotedPost({ media: images('a cat') }) }],
  ])('are found in %s', (_, parts) => {
    expect(postShown(parts, mutedCat)).toBe(covered)
  })

  test('are told, with the text in which they were found', () => {
    const [cause] = moderatePost(postView({ text: 'Cat!' }), options(mutedCat)).ui('contentView').blurs
    expect(cause).toMatchObject({
      type: 'mute-word',
      matches: [{ word: { value: 'cat' }, predicate: 'cat!' }],
    })
  })

  test('do not count in what the user wrote', () => {
    expect(postShown({ author: profile(ME), text: 'a cat' }, mutedCat)).toBe('')
  })

  test('that leave followed accounts alone go by who wrote the words', () => {
    const words = [{ value: 'cat', targets: ['content'], actorTarget: 'exclude-following' }]
    const followed = profile(ALICE, { following: 'at://follow' })
    const stranger = profile(BOB)
    const byWhom = (author: typeof followed, quoting: typeof followed) => [
      postShown(
        { author, media: images('a cat'), quoted: quotedPost({ author: quoting }) },
        { mutedWords: words },
      ),
      postShown({ author, quoted: quotedPost({ author: quoting, text: 'a cat' }) }, { mutedWords: words }),
    ]
    expect(byWhom(followed, stranger)).toEqual(['', covered])
    expect(byWhom(stranger, followed)).toEqual([covered, ''])
  })
})

describe('hidden posts', () => {
  test.each<[string, PostParts]>([
    ['the post', {}],
    ['what it quotes', { quoted: quotedPost() }],
    ['what it quotes beside pictures', { media: images(''), quoted: quotedPost() }],
    ['the user’s own', { author: profile(ME) }],
  ])('%s', (_, parts) => {
    const { author = profile(ALICE), quoted } = parts
    const hiddenPosts = [uriOf(quoted ? BOB : author.did)]
    expect(postShown(parts, { hiddenPosts })).toBe('contentList: filter blur, contentView: blur')
    expect(postShown(parts, { hiddenPosts: [uriOf(ALICE, 'another')] })).toBe('')
  })
})

describe('what is quoted takes the post out of lists, and covers nothing', () => {
  test.each<[string, PostParts, string]>([
    [
      'an account that is blocked',
      { quoted: blockedPost({ blocking: 'at://block' }) },
      'contentList: filter',
    ],
    [
      'an account that is muted',
      { quoted: quotedPost({ author: profile(BOB, { muted: true }) }) },
      'contentList: filter',
    ],
    [
      'a post with a label',
      { quoted: quotedPost({ labels: [label('!hide', LABELER, uriOf(BOB))] }) },
      'contentList: filter',
    ],
    [
      'one beside pictures',
      { media: images(''), quoted: blockedPost({ blockedBy: true }) },
      'contentList: filter',
    ],
    ['what is only warned of', { quoted: quotedPost({ labels: [label('!warn', LABELER, uriOf(BOB))] }) }, ''],
    [
      'a post that is gone',
      { quoted: { $type: 'app.bsky.embed.record#viewNotFound', uri: uriOf(BOB), notFound: true } },
      '',
    ],
  ])('%s', (_, parts, expected) => {
    expect(postShown(parts, subscribed)).toBe(expected)
  })
})

describe('other things are shown by their labels and by who made them', () => {
  const labels = [label('!hide', LABELER, uriOf(ALICE))]
  const all = options(subscribed)
  const author = profile(ALICE)
  const things: Record<string, ModerationDecision> = {
    'a notification': moderateNotification({ author, labels } as never, all),
    'a feed': moderateFeedGenerator({ creator: author, labels } as never, all),
    'a list': moderateUserList({ ...list(), creator: author, labels } as never, all),
    'a basic list': moderateUserList({ ...list(), labels }, all),
    'a status': moderateStatus({ ...author, status: { labels } } as never, all),
  }

  test.each(Object.entries(things))('%s', (_, decision) => {
    expect(shown(decision, POST_CONTEXTS)).toBe('contentList: filter blur!, contentView: blur!')
  })

  test('a basic list is of the account that its URI names', () => {
    expect(moderateUserList(list(), options({}, { userDid: BOB }))).toMatchObject({ did: BOB, isMe: true })
  })
})
