import { isLoginRequiredError } from '@typefed/core'
import type { Typed } from '@typefed/core/lexicon'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { type AtprotoClient, XrpcClient } from '../../src/index.ts'
import { getPreferences } from '../../src/generated/lexicons/app.bsky.actor.getPreferences.ts'
import { putPreferences } from '../../src/generated/lexicons/app.bsky.actor.putPreferences.ts'
import type { SelfLabels } from '../../src/generated/lexicons/com.atproto.label.defs.ts'
import * as moderation from '../../src/moderation/index.ts'
import { moderatePost, moderateProfile } from '../../src/moderation/index.ts'
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
async function wanted(): Promise<moderation.ModerationOptions> {
  const prefs = await reader.getModerationPreferences()
  return { userDid: reader.did, prefs }
}

/** A label that an author gives to what it made. */
function selfLabel(val: string): Typed<SelfLabels> {
  return { $type: 'com.atproto.label.defs#selfLabels', values: [{ val }] }
}

/** How a post is shown in the reader's timeline. */
async function inTimeline(post: { uri: string }): Promise<moderation.ModerationDecision> {
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
    await reader.setAdultContent(true)
    await reader.setLabelPreference('nudity', 'hide')
    await reader.subscribeToLabeler(author.me.handle)
    await reader.setLabelPreference('spider', 'hide', { labeler: did })
    const word = await reader.muteWord('#spoiler', { targets: ['tag'] })
    await reader.hidePost(uri)
    const { prefs } = await wanted()
    expect(prefs).toMatchObject({
      adultContentEnabled: true,
      labels: { nudity: 'hide', porn: 'hide' },
      labelers: [
        { did: moderation.BLUESKY_LABELER, labels: {} },
        { did, labels: { spider: 'hide' } },
      ],
      mutedWords: [word],
      hiddenPosts: [uri],
    })
    await reader.setAdultContent(false)
    await reader.unsubscribeFromLabeler({ did })
    await reader.unmuteWord(word)
    await reader.unhidePost(uri)
    expect((await wanted()).prefs).toMatchObject({
      adultContentEnabled: false,
      labelers: [{ did: moderation.BLUESKY_LABELER }],
      mutedWords: [],
      hiddenPosts: [],
    })
  })

  test('that are changed at once are all kept, beside those of other kinds', async () => {
    const client = await logIn(network, await network.createAccount())
    const threads = { $type: 'app.bsky.actor.defs#threadViewPref', sort: 'oldest' } as const
    await client.call(putPreferences, { preferences: [threads] })
    const clone = client.with({ headers: {} })
    await Promise.all([client.muteWord('a'), clone.muteWord('b'), client.setAdultContent(true)])
    const { preferences } = await client.call(getPreferences)
    expect(preferences).toContainEqual(threads)
    const { mutedWords, adultContentEnabled } = await client.getModerationPreferences()
    expect({ words: mutedWords.map(({ value }) => value), adultContentEnabled }).toEqual({
      words: ['a', 'b'],
      adultContentEnabled: true,
    })
  })
})

describe('a timeline', () => {
  test('is without posts with a muted word, until it is muted no more', async () => {
    const post = await author.sendPost('the butler did it')
    const word = await reader.muteWord('butler')
    expect((await inTimeline(post)).ui('contentList')).toMatchObject({ filter: true, blur: true })
    await reader.updateMutedWord(word, { actorTarget: 'exclude-following' })
    expect((await inTimeline(post)).causes).toEqual([])
    await reader.unmuteWord('butler')
  })

  test('is without adult content for whoever does not want it', async () => {
    const record = { text: 'adults only', createdAt: new Date().toISOString() }
    const post = await author.app.bsky.feed.post.create({ ...record, labels: selfLabel('sexual') })
    const barred = await inTimeline(post)
    expect(barred.ui('contentList').filter).toBe(true)
    expect(barred.ui('contentMedia')).toMatchObject({ blur: true, noOverride: true })
    await reader.setAdultContent(true)
    const allowed = await inTimeline(post)
    expect(allowed.ui('contentList').filter).toBe(false)
    expect(allowed.ui('contentMedia')).toMatchObject({ blur: true, noOverride: false })
    await reader.setLabelPreference('sexual', 'ignore')
    expect((await inTimeline(post)).causes).toEqual([])
    await reader.setAdultContent(false)
  })

  test('is without hidden posts, and those that quote them', async () => {
    const hidden = await author.sendPost('one')
    const quoting = await author.sendPost('two', { quote: hidden })
    await reader.hidePost(hidden)
    expect((await inTimeline(hidden)).ui('contentView').blur).toBe(true)
    expect((await inTimeline(quoting)).ui('contentList').filter).toBe(true)
    await reader.unhidePost(hidden)
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
  await reader.subscribeToLabeler(labeler.me)
  const options = await wanted()
  const labelDefs = await reader.getLabelDefinitions(options.prefs)
  expect(labelDefs[did]).toMatchObject([{ ...spider, definedBy: did, defaultSetting: 'warn' }])
  expect(await reader.getLabelDefinitions([])).toEqual({})

  const post = await author.sendPost('eight legs')
  await network.processAll()
  const view = await reader.getPost(post)
  if (!view) throw new Error('there is no such post')
  const labels = [{ src: did, uri: post.uri, val: 'spider', cts: new Date().toISOString() }]
  const decision = moderatePost({ ...view, labels }, { ...options, labelDefs })
  expect(decision.ui('contentMedia').blur).toBe(true)

  const labelers = options.prefs.labelers.map(({ did }) => did)
  let heard: string | null = null
  await reader.withLabelers(labelers, { redact: [moderation.BLUESKY_LABELER] }).getPosts([post], {
    onResponse: (response) => (heard = response.headers.get('atproto-content-labelers')),
  })
  expect(heard).toContain(did)
  await reader.unsubscribeFromLabeler(labeler.me)
})

test('without a session nothing is sent', async () => {
  await using front = await faultyFront(network.pds.url)
  const nobody = new XrpcClient({ service: front.url })
  const calls = [
    moderation.getModerationPreferences(nobody),
    moderation.setAdultContent(nobody, true),
    moderation.setLabelPreference(nobody, 'porn', 'warn'),
    moderation.subscribeToLabeler(nobody, 'labeler.test'),
    moderation.unsubscribeFromLabeler(nobody, 'labeler.test'),
    moderation.muteWord(nobody, 'cat'),
    moderation.unmuteWord(nobody, 'cat'),
    moderation.updateMutedWord(nobody, 'cat', {}),
    moderation.hidePost(nobody, 'at://post'),
    moderation.unhidePost(nobody, 'at://post'),
  ]
  for (const result of await Promise.allSettled(calls)) {
    expect(result.status === 'rejected' && isLoginRequiredError(result.reason)).toBe(true)
  }
  expect(front.requests).toEqual([])
})
