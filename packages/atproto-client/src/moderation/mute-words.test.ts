import { hasMutedWord as officialHasMutedWord } from '@atproto/api'
import { describe, expect, test } from 'vitest'
import type { MutedWord } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { hasMutedWord, matchMuteWords, type MuteWordText } from './mute-words.ts'

const muted = (value: string, more: Partial<MutedWord> = {}): MutedWord => ({
  value,
  targets: ['content', 'tag'],
  ...more,
})
const tag = (tag: string): MuteWordText['facets'] => [
  {
    index: { byteStart: 0, byteEnd: 1 },
    features: [
      { $type: 'app.bsky.richtext.facet#link', uri: 'https://a.test' },
      { $type: 'app.bsky.richtext.facet#tag', tag },
    ],
  },
]
const has = (word: MutedWord, text: string, more: Partial<MuteWordText> = {}) =>
  hasMutedWord({ mutedWords: [word], text, ...more })

describe('a muted word', () => {
  test.each<[string, string, boolean]>([
    ['cat', 'a cat', true],
    ['CAT', 'a Cat', true],
    ['cat', 'category', false],
    ['cat', 'the (cat).', true],
    ['cat', 'cat’s', true],
    ['cats', 'c-a-t-s', true],
    ['hot dog', 'a hot-dog', true],
    ['hotdog', 'a hot-dog', true],
    ['dog', 'a hot-dog', true],
    ['hot dog', 'hot dogs', true],
    ['!?', 'what!?', true],
    ['x', 'an axe', true],
    ['andor', 'and/or', false],
    ['and/or', 'this and/or that', true],
    ['cat', '', false],
    ['a longer word', 'short', false],
  ])('%j in %j: %s', (word, text, expected) => {
    expect(has(muted(word), text)).toBe(expected)
  })

  test('is found within others where words have no spaces between them', () => {
    expect(has(muted('猫が'), '私は猫が好き', { languages: ['ja', 'en'] })).toBe(true)
    expect(has(muted('猫が'), '私は猫が好き', { languages: ['en', 'ja'] })).toBe(false)
  })

  test('is found in tags, whether it counts in texts or not', () => {
    const word = muted('Cat', { targets: ['tag'] })
    expect(has(word, 'cat')).toBe(false)
    expect(has(word, '', { facets: tag('caT') })).toBe(true)
    expect(has(word, '', { outlineTags: ['CAT'] })).toBe(true)
    expect(has(muted('cat', { targets: ['content'] }), '', { outlineTags: ['cat'] })).toBe(true)
  })

  test('may leave those alone whom the user follows', () => {
    const word = muted('cat', { actorTarget: 'exclude-following' })
    expect(has(word, 'cat', { actor: { viewer: { following: 'at://follow' } } })).toBe(false)
    expect(has(word, 'cat', { actor: { viewer: {} } })).toBe(true)
    expect(has(word, 'cat')).toBe(true)
  })

  test('counts until it expires, in whatever time zone that is written', () => {
    const inAnHour = new Date(Date.now() + 3_600_000)
    const elsewhere = new Date(inAnHour.getTime() - 12 * 3_600_000).toISOString().replace('Z', '-12:00')
    expect(has(muted('cat', { expiresAt: inAnHour.toISOString() }), 'cat')).toBe(true)
    expect(has(muted('cat', { expiresAt: elsewhere }), 'cat')).toBe(true)
    expect(has(muted('cat', { expiresAt: new Date(0).toISOString() }), 'cat')).toBe(false)
  })

  test('is found behind a word with a slash, where the official library ends its search', () => {
    const input = { mutedWords: [muted('cat')], text: 'either/or a cat' }
    expect(hasMutedWord(input)).toBe(true)
    expect(officialHasMutedWord({ ...input, facets: [], outlineTags: [] } as never)).toBe(false)
  })
})

test('looks through a long run of punctuation in no time', () => {
  const run = '!'.repeat(500_000)
  expect(has(muted('ab'), `a${run}b ${run}`)).toBe(true)
  expect(has(muted('cat'), `a${run}b ${run}`)).toBe(false)
})

test('tells which words were found, and as what', () => {
  const mutedWords = [muted('cats'), muted('birds'), muted('dog')]
  expect(matchMuteWords({ mutedWords, text: 'C-a-t-s and', outlineTags: ['dog'] })).toEqual([
    { word: mutedWords[0], predicate: 'c-a-t-s' },
    { word: mutedWords[2], predicate: 'dog' },
  ])
  expect(matchMuteWords({ mutedWords, text: 'nothing' })).toBeUndefined()
})
