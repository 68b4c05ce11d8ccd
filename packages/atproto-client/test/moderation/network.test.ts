import { isLoginRequiredError } from '@typefed/core'
import type { Typed } from '@typefed/core/lexicon'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AtprotoClient, XrpcClient } from '../../src/index.ts'
import { getPreferences } from '../../src/generated/lexicons/app.bsky.actor.getPreferences.ts'
import { putPreferences } from '../../src/generated/lexicons/app.bsky.actor.putPreferences.ts'
import type { SelfLabels } from '../../src/generated/lexicons/com.atproto.label.defs.ts'
import {
  BLUESKY_LABELER,
  getLabelDefinitions,
  getModerationPreferences,
  hidePost,
  moderatePost,
  moderateProfile,
  type ModerationDecision,
  type ModerationOptions,
  muteWord,
  setAdultContent,
  setLabelPreference,
  subscribeToLabeler,
  unhidePost,
  unmuteWord,
  unsubscribeFromLabeler,
  updateMutedWord,
} from '../../src/moderation/index.ts'
import { logIn } from '../support.ts'

let network: SharedNetwork
let reader: AtprotoClient
let author: AtprotoClient

beforeAll(async () => {
  network = await sharedNetwork()
  reader = await logIn(network, await network.createAccount())
  author = await logIn(network, await network.createAccount())
  await reader.follow(author.me)
}, 120_000)

/** What the reader wants, as the server keeps it. */
async function wanted(): Promise<ModerationOptions> {
  const prefs = await getModerationPreferences(reader)
  return { userDid: reader.did, prefs }
}

/** A label that an author gives to what it made. */
function selfLabel(val: string): Typed<SelfLabels> {
  return { $type: 'com.atproto.label.defs#selfLabels', values: [{ val }] }
}

/** How a post is shown in the reader's timeline. */
async function inTimeline(post: { uri: string }): Promise<ModerationDecision> {
  await network.processAll()
  const { feed } = await reader.getTimeline({ limit: 30 })
  const found = feed.find(({ post: { uri } }) => uri === post.uri)
  if (!found) throw new Error('the timeline lacks the post')
  return moderatePost(found.post, await wanted())
}

describe('preferences', () => {
  test('are written, read back, and taken back', async () => {
    const { did } = author.me
    const uri = `at://${did}/app.bsky.feed.post/3kfxnwssz7k2a`
    await setAdultContent(reader, true)
    await setLabelPreference(reader, 'nudity', 'hide')
    await subscribeToLabeler(reader, author.me.handle)
    await setLabelPreference(reader, 'spider', 'hide', { labeler: did })
    const word = await muteWord(reader, '#spoiler', { targets: ['tag'] })
    await hidePost(reader, uri)
    const { prefs } = await wanted()
    expect(prefs).toMatchObject({
      adultContentEnabled: true,
      labels: { nudity: 'hide', porn: 'hide' },
      labelers: [
        { did: BLUESKY_LABELER, labels: {} },
        { did, labels: { spider: 'hide' } },
      ],
      mutedWords: [word],
      hiddenPosts: [uri],
    })
    await setAdultContent(reader, false)
    await unsubscribeFromLabeler(reader, { did })
    await unmuteWord(reader, word)
    await unhidePost(reader, uri)
    expect((await wanted()).prefs).toMatchObject({
      adultContentEnabled: false,
      labelers: [{ did: BLUESKY_LABELER }],
      mutedWords: [],
      hiddenPosts: [],
    })
  })

  test('that are changed at once are all kept, beside those of other kinds', async () => {
    const client = await logIn(network, await network.createAccount())
    const threads = { $type: 'app.bsky.actor.defs#threadViewPref', sort: 'oldest' } as const
    await client.call(putPreferences, { preferences: [threads] })
    const clone = client.with({ headers: {} })
    await Promise.all([muteWord(client, 'a'), muteWord(clone, 'b'), setAdultContent(client, true)])
    const { preferences } = await client.call(getPreferences)
    expect(preferences).toContainEqual(threads)
    const { mutedWords, adultContentEnabled } = await getModerationPreferences(client)
    expect({ words: mutedWords.map(({ value }) => value), adultContentEnabled }).toEqual({
      words: ['a', 'b'],
      adultContentEnabled: true,
    })
  })
})

describe('a timeline', () => {
  test('is without posts with a muted word, until it is muted no more', async () => {
    const post = await author.sendPost('the butler did it')
    const word = await muteWord(reader, 'butler')
    expect((await inTimeline(post)).ui('contentList')).toMatchObject({ filter: true, blur: true })
    await updateMutedWord(reader, word, { actorTarget: 'exclude-following' })
    expect((await inTimeline(post)).causes).toEqual([])
    await unmuteWord(reader, 'butler')
  })

  test('is without adult content for whoever does not want it', async () => {
    const record = { text: 'adults only', createdAt: new Date().toISOString() }
    const post = await author.app.bsky.feed.post.create({ ...record, labels: selfLabel('sexual') })
    const barred = await inTimeline(post)
    expect(barred.ui('contentList').filter).toBe(true)
    expect(barred.ui('contentMedia')).toMatchObject({ blur: true, noOverride: true })
    await setAdultContent(reader, true)
    const allowed = await inTimeline(post)
    expect(allowed.ui('contentList').filter).toBe(false)
    expect(allowed.ui('contentMedia')).toMatchObject({ blur: true, noOverride: false })
    await setLabelPreference(reader, 'sexual', 'ignore')
    expect((await inTimeline(post)).causes).toEqual([])
    await setAdultContent(reader, false)
  })

  test('is without hidden posts, and those that quote them', async () => {
    const hidden = await author.sendPost('one')
    const quoting = await author.sendPost('two', { quote: hidden })
    await hidePost(reader, hidden)
    expect((await inTimeline(hidden)).ui('contentView').blur).toBe(true)
    expect((await inTimeline(quoting)).ui('contentList').filter).toBe(true)
    await unhidePost(reader, hidden)
    expect((await inTimeline(quoting)).causes).toEqual([])
  })
})

describe('an account', () => {
  test('that is muted or blocked is told from others, and so is what quotes it', async () => {
    const stranger = await logIn(network, await network.createAccount())
    const quoted = await stranger.sendPost('hello')
    const quoting = await author.sendPost('look', { quote: quoted })
    const shown = async () => {
      await network.processAll()
      return moderateProfile(await reader.getProfile(stranger.me), await wanted())
    }
    await reader.mute(stranger.me)
    expect((await shown()).ui('profileView')).toMatchObject({ alert: true, blur: false })
    expect((await inTimeline(quoting)).ui('contentList').filter).toBe(true)
    await reader.unmute(stranger.me)
    const block = await reader.block(stranger.me)
    expect((await shown()).ui('avatar')).toMatchObject({ blur: true, noOverride: true })
    const decision = await inTimeline(quoting)
    expect(decision.blocked).toBe(true)
    expect(decision.ui('contentList')).toMatchObject({ filter: true, blur: false })
    await reader.unblock(block)
    expect((await shown()).causes).toEqual([])
  })

  test('that wants no strangers is covered for those who are not logged in', async () => {
    await author.upsertProfile({ labels: selfLabel('!no-unauthenticated') })
    await network.processAll()
    const profile = await reader.getProfile(author.me)
    const { prefs } = await wanted()
    expect(moderateProfile(profile, { userDid: reader.did, prefs }).causes).toEqual([])
    expect(moderateProfile(profile, { prefs }).ui('profileView')).toMatchObject({
      blur: true,
      noOverride: true,
    })
  })
})

test('a labeler is asked for its labels, and they do what it says', async () => {
  const labeler = await logIn(network, await network.createAccount())
  const locales = [{ lang: 'en', name: 'Spider', description: 'Shows a spider' }]
  const spider = { identifier: 'spider', severity: 'alert', blurs: 'media', locales }
  await labeler.app.bsky.labeler.service.put({
    policies: { labelValues: ['spider'], labelValueDefinitions: [spider] },
    createdAt: new Date().toISOString(),
  })
  await network.processAll()
  const { did } = labeler.me
  await subscribeToLabeler(reader, labeler.me)
  const options = await wanted()
  const labelDefs = await getLabelDefinitions(reader, options.prefs)
  expect(labelDefs[did]).toMatchObject([{ ...spider, definedBy: did, defaultSetting: 'warn' }])
  expect(await getLabelDefinitions(reader, [])).toEqual({})

  const post = await author.sendPost('eight legs')
  await network.processAll()
  const view = await reader.getPost(post)
  if (!view) throw new Error('there is no such post')
  const labels = [{ src: did, uri: post.uri, val: 'spider', cts: new Date().toISOString() }]
  const decision = moderatePost({ ...view, labels }, { ...options, labelDefs })
  expect(decision.ui('contentMedia').blur).toBe(true)

  const labelers = options.prefs.labelers.map(({ did }) => did)
  let heard: string | null = null
  await reader.withLabelers(labelers, { redact: [BLUESKY_LABELER] }).getPosts([post], {
    onResponse: (response) => (heard = response.headers.get('atproto-content-labelers')),
  })
  expect(heard).toContain(did)
  await unsubscribeFromLabeler(reader, labeler.me)
})

test('without a session nothing is sent', async () => {
  await using front = await faultyFront(network.pds.url)
  const nobody = new XrpcClient({ service: front.url })
  const calls = [
    getModerationPreferences(nobody),
    setAdultContent(nobody, true),
    setLabelPreference(nobody, 'porn', 'warn'),
    subscribeToLabeler(nobody, 'labeler.test'),
    unsubscribeFromLabeler(nobody, 'labeler.test'),
    muteWord(nobody, 'cat'),
    unmuteWord(nobody, 'cat'),
    updateMutedWord(nobody, 'cat', {}),
    hidePost(nobody, 'at://post'),
    unhidePost(nobody, 'at://post'),
  ]
  for (const result of await Promise.allSettled(calls)) {
    expect(result.status === 'rejected' && isLoginRequiredError(result.reason)).toBe(true)
  }
  expect(front.requests).toEqual([])
})
