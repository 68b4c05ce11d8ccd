import { describe, expect, test } from 'vitest'
import {
  interpretLabelValueDefinition,
  moderateFeedGenerator,
  moderateNotification,
  moderatePost,
  moderateProfile,
  moderateStatus,
  moderateUserList,
  type ModerationDecision,
  type ModerationPrefs,
} from '../../src/moderation/index.ts'
import { CONTEXTS, POST_CONTEXTS, postShown, shown } from './shown.ts'
import {
  ALICE,
  blockedPost,
  BOB,
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
} from './views.ts'

const subscribed: Partial<ModerationPrefs> = { labelers: [{ did: LABELER, labels: {} }] }

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
