import { isValidationError } from '@typefed/core'
import { asUnknown } from '@typefed/core/lexicon'
import { describe, expect, test } from 'vitest'
import type { Preferences } from '../generated/lexicons/app.bsky.actor.defs.ts'
import { XrpcClient } from '../xrpc-client.ts'
import type { Caller } from '../caller.ts'
import {
  hidePost,
  muteWord,
  setAdultContent,
  setLabelPreference,
  unhidePost,
  unmuteWord,
  unsubscribeFromLabeler,
  updateMutedWord,
} from './index.ts'
import { moderationPrefs } from './moderation-preferences.ts'

const ACTOR = 'app.bsky.actor.defs'
const LABELER = 'did:web:labeler.test'
const POST = 'at://did:web:alice.test/app.bsky.feed.post/3kfxnwssz7k2a'

/** A server that keeps preferences without looking at them, which the real one does not do. */
function keeper(preferences: readonly object[], settings: object = {}) {
  const stored = { preferences: preferences as Preferences, writes: 0 }
  const fetchHandler = async (path: string, init?: RequestInit) => {
    const body = JSON.stringify({ preferences: stored.preferences })
    // So that changes that are made at once would meet.
    await Promise.resolve()
    if (!path.endsWith('putPreferences')) return new Response(body)
    stored.preferences = (JSON.parse(String(init?.body)) as typeof stored).preferences
    stored.writes++
    return new Response()
  }
  const did = `did:web:account-${++accounts}.test`
  return { stored, client: new XrpcClient({ ...settings, session: { did, fetchHandler } }) }
}
let accounts = 0

const adultContent = { $type: `${ACTOR}#adultContentPref`, enabled: false }
const mutedWords = (...items: object[]) => ({ $type: `${ACTOR}#mutedWordsPref`, items })
const contentLabel = (label: string, visibility: string, labelerDid?: string) => ({
  $type: `${ACTOR}#contentLabelPref`,
  label,
  visibility,
  ...(labelerDid && { labelerDid }),
})

describe('a change of preferences', () => {
  test('leaves all others as they are, unknown, wrong and unheard of', async () => {
    const others = [
      asUnknown({ $type: 'app.bsky.actor.defs#brandNewPref', anything: [1, { b: null }] }),
      { $type: `${ACTOR}#savedFeedsPref`, pinned: ['no URI'], saved: 7 },
      { $type: `${ACTOR}#threadViewPref`, sort: 'oldest', newer: true },
    ]
    const { stored, client } = keeper([...others, { ...adultContent, newer: 1 }])
    await setAdultContent(client, true)
    expect(stored.preferences).toEqual([...others, { ...adultContent, newer: 1, enabled: true }])
  })

  test('keeps what others change at once, of one client or of its clones', async () => {
    const { stored, client } = keeper([])
    const clone: Caller = { did: client.did, call: (...args) => client.call(...args) }
    const words = ['a', 'b', 'c', 'd'].map((word, i) => muteWord(i % 2 ? clone : client, word))
    await Promise.all([...words, hidePost(clone, POST), setAdultContent(client, true)])
    const { mutedWords, hiddenPosts, adultContentEnabled } = moderationPrefs(stored.preferences, [])
    expect(mutedWords.map(({ value }) => value)).toEqual(['a', 'b', 'c', 'd'])
    expect({ hiddenPosts, adultContentEnabled }).toEqual({ hiddenPosts: [POST], adultContentEnabled: true })
    expect(stored.writes).toBe(6)
  })

  test('is made after one that failed, and not if it was called off while it waited', async () => {
    const { stored, client } = keeper([])
    const controller = new AbortController()
    const failing = updateMutedWord(client, 'none', { value: 'other' })
    const calledOff = muteWord(client, 'calledOff', { signal: controller.signal })
    const done = muteWord(client, 'done')
    controller.abort(new Error('enough'))
    await expect(calledOff).rejects.toThrow('enough')
    await expect(failing).rejects.toThrow('word: expected a word that is muted, got another')
    await done
    expect(moderationPrefs(stored.preferences, []).mutedWords).toMatchObject([{ value: 'done' }])
  })

  test('is refused where it would write over what was not understood, however lenient the client is', async () => {
    const wrong = [mutedWords({ value: 7, targets: [] })]
    const { stored, client } = keeper(wrong, { validate: 'warn', badItems: 'drop', onWarning: () => {} })
    const error = await muteWord(client, 'cat').catch((error: unknown) => error)
    expect(isValidationError(error) && error.issues[0]?.path).toEqual(['preferences', 0, 'items', 0, 'value'])
    expect(stored).toEqual({ preferences: wrong, writes: 0 })
  })

  test('that changes nothing is not written', async () => {
    const { stored, client } = keeper([mutedWords({ id: '1', value: 'cat', targets: ['tag'] })])
    await unmuteWord(client, 'dog')
    await unhidePost(client, POST)
    await unsubscribeFromLabeler(client, LABELER)
    expect(stored.writes).toBe(0)
  })

  test('takes the last of several of a kind, and leaves one', async () => {
    const { stored, client } = keeper([
      mutedWords({ value: 'old', targets: ['tag'] }),
      adultContent,
      mutedWords({ value: 'cat', targets: ['tag'] }),
    ])
    const word = await muteWord(client, 'dog')
    expect(stored.preferences).toEqual([adultContent, mutedWords({ value: 'cat', targets: ['tag'] }, word)])
  })
})

describe('muted words', () => {
  test.each([
    [' #Cats ', 'Cats'],
    ['##cats', '#cats'],
    ['#\u{FE0F}\u{20E3}', '#\u{FE0F}\u{20E3}'],
    ['c\u{200B}a\nt\u{AD}s', 'cats'],
    ['two words', 'two words'],
  ])('%j is muted as %j', async (given, value) => {
    const { client } = keeper([])
    expect(await muteWord(client, given)).toMatchObject({
      value,
      targets: ['content', 'tag'],
      actorTarget: 'all',
    })
  })

  test.each(['', ' ', '#', '\u{200B}'])('%j is refused', async (word) => {
    const { client, stored } = keeper([])
    await expect(muteWord(client, word)).rejects.toThrow('muteWord is not valid: value: expected a word')
    expect(stored.writes).toBe(0)
  })

  test('are changed in part, and taken back by what was answered or by their text', async () => {
    const { stored, client } = keeper([])
    const words = () => moderationPrefs(stored.preferences, []).mutedWords
    const expiresAt = new Date('2030-01-01')
    const cat = await muteWord(client, 'cat', {
      targets: ['tag'],
      actorTarget: 'exclude-following',
      expiresAt,
    })
    await muteWord(client, 'cat')
    const changed = await updateMutedWord(client, cat, { value: '#cats' })
    expect(changed).toEqual({ ...cat, value: 'cats', expiresAt: '2030-01-01T00:00:00.000Z' })
    const forEver = await updateMutedWord(client, changed, { targets: ['content'], expiresAt: null })
    expect(forEver).toEqual({
      id: cat.id,
      value: 'cats',
      targets: ['content'],
      actorTarget: 'exclude-following',
    })
    expect(words()[0]).toEqual(forEver)
    await unmuteWord(client, cat)
    expect(words()).toMatchObject([{ value: 'cat' }])
    await unmuteWord(client, '#cat')
    expect(words()).toEqual([])
  })

  test('of the oldest apps have no id, and are known by their text', async () => {
    const old = { value: 'cat', targets: ['content'] }
    const { stored, client } = keeper([mutedWords(old, { ...old, id: '1' })])
    const updated = await updateMutedWord(client, old, { targets: ['tag'] })
    expect(updated).toEqual({ id: expect.stringMatching(/^\w{13}$/), value: 'cat', targets: ['tag'] })
    await unmuteWord(client, updated)
    expect(stored.preferences).toEqual([mutedWords({ ...old, id: '1' })])
  })

  test('of the oldest apps may have kept what is left out now', async () => {
    const old = { value: '#cat', targets: ['tag'] }
    const { stored, client } = keeper([mutedWords(old, { value: '#dog', targets: ['tag'] })])
    await unmuteWord(client, old)
    await unmuteWord(client, '#dog')
    expect(stored.preferences).toEqual([mutedWords()])
  })
})

describe('label preferences', () => {
  test('are one for everybody’s labels and one for a labeler’s', async () => {
    const { stored, client } = keeper([contentLabel('nudity', 'hide', 'did:web:other.test')])
    await setLabelPreference(client, 'nudity', 'hide')
    await setLabelPreference(client, 'nudity', 'warn', { labeler: { did: LABELER } })
    await setLabelPreference(client, 'nudity', 'ignore')
    expect(stored.preferences).toEqual([
      contentLabel('nudity', 'hide', 'did:web:other.test'),
      contentLabel('nudity', 'warn', LABELER),
      contentLabel('nudity', 'ignore'),
    ])
  })

  test('are kept under former names as well, but not those for one labeler', async () => {
    const { stored, client } = keeper([contentLabel('gore', 'hide')])
    await setLabelPreference(client, 'graphic-media', 'warn')
    await setLabelPreference(client, 'porn', 'warn', { labeler: LABELER })
    expect(stored.preferences).toEqual([
      contentLabel('graphic-media', 'warn'),
      contentLabel('gore', 'warn'),
      contentLabel('porn', 'warn', LABELER),
    ])
  })

  test('for something that is no labeler are refused', async () => {
    const { stored, client } = keeper([])
    const error = await setLabelPreference(client, 'porn', 'warn', { labeler: 'labeler.test' }).catch(
      (error: unknown) => error,
    )
    expect(isValidationError(error)).toBe(true)
    expect(stored.writes).toBe(0)
  })
})

describe('preferences are read', () => {
  test('as the defaults where nothing was said', () => {
    expect(moderationPrefs([], [LABELER])).toEqual({
      adultContentEnabled: false,
      labels: { porn: 'hide', sexual: 'warn', nudity: 'ignore', 'graphic-media': 'warn' },
      labelers: [{ did: LABELER, labels: {} }],
      mutedWords: [],
      hiddenPosts: [],
    })
  })

  test('with labels under their new names, and settings of old and new apps', () => {
    const preferences = [
      contentLabel('nsfw', 'show'),
      contentLabel('porn', 'hide'),
      contentLabel('sexual', 'newer'),
      contentLabel('spider', 'hide', LABELER),
      contentLabel('spider', 'warn', 'did:web:unsubscribed.test'),
      { $type: `${ACTOR}#labelersPref`, labelers: [{ did: LABELER }, { did: 'did:web:app.test' }] },
    ] as Preferences
    const { labels, labelers } = moderationPrefs(preferences, ['did:web:app.test'])
    expect(labels).toMatchObject({ porn: 'ignore', sexual: 'warn', nudity: 'ignore' })
    expect(labelers).toEqual([
      { did: 'did:web:app.test', labels: {} },
      { did: LABELER, labels: { spider: 'hide' } },
    ])
  })
})
