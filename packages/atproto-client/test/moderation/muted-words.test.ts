import { describe, expect, test } from 'vitest'
import { moderatePost, type ModerationPrefs } from '../../src/moderation/index.ts'
import { postShown } from './shown.ts'
import {
  ALICE,
  blockedPost,
  BOB,
  card,
  gallery,
  images,
  ME,
  options,
  type PostParts,
  postView,
  profile,
  quotedPost,
  uriOf,
  video,
} from './views.ts'

const mutedCat: Partial<ModerationPrefs> = { mutedWords: [{ value: 'cat', targets: ['content', 'tag'] }] }

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
