import { isLoginRequiredError, isResponseError, isValidationError } from '@typefed/core'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { getRecord } from '../../src/generated/lexicons/com.atproto.repo.getRecord.ts'
import { PasswordSession, XrpcClient } from '../../src/slim.ts'
import {
  block,
  follow,
  getFollowers,
  getFollows,
  mute,
  unblock,
  unfollow,
  unmute,
} from '../../src/verbs/follows.ts'
import { resolveHandle, updateHandle } from '../../src/verbs/handles.ts'
import { getProfile, getProfiles, upsertProfile } from '../../src/verbs/profiles.ts'
import { searchActors } from '../../src/verbs/search.ts'
import { someone } from './support.ts'

type Someone = Awaited<ReturnType<typeof someone>>

let network: SharedNetwork
let fan: Someone
let star: Someone

beforeAll(async () => {
  network = await sharedNetwork()
  fan = await someone(network)
  star = await someone(network)
}, 120_000)

/** The star as the AppView shows it to the fan, once it knows all. */
async function shown() {
  await network.processAll()
  return getProfile(fan, star)
}

describe('follows', () => {
  test('are written, listed, and undone by what they answered', async () => {
    const followed = await follow(fan, star)
    expect(await shown()).toMatchObject({ followersCount: 1, viewer: { following: followed.uri } })
    const { follows } = await getFollows(star, fan, { limit: 5 })
    const { followers } = await getFollowers(fan, star.did, { limit: 5 })
    expect(follows.map(({ did }) => did)).toEqual([star.did])
    expect(followers.map(({ did }) => did)).toEqual([fan.did])
    await unfollow(fan, followed)
    expect((await shown()).viewer?.following).toBeUndefined()
  })

  test('take a handle, and are undone by the profile that names them', async () => {
    const { handle } = await shown()
    await follow(fan, `@${handle}`, { createdAt: new Date('2024-01-01') })
    const profile = await shown()
    await unfollow(fan, profile)
    expect((await shown()).viewer?.following).toBeUndefined()
    await expect(unfollow(fan, await shown())).rejects.toThrow(
      'viewer.following: expected the URI of the record, got nothing',
    )
  })

  test('of a handle that nobody has are refused', async () => {
    const error = await follow(fan, 'nobody-here.test').catch((error: unknown) => error)
    expect(isResponseError(error)).toBe(true)
  })
})

test('a block is seen by both, and undone by either way of naming it', async () => {
  const blocked = await block(fan, star)
  expect((await shown()).viewer).toMatchObject({ blocking: blocked.uri })
  await network.processAll()
  expect((await getProfile(star, fan)).viewer).toMatchObject({ blockedBy: true })
  await unblock(fan, blocked)
  expect((await shown()).viewer?.blocking).toBeUndefined()
  await block(fan, star)
  await unblock(fan, await shown())
  expect((await shown()).viewer?.blocking).toBeUndefined()
})

test('a mute is seen by who muted', async () => {
  await mute(fan, star)
  expect((await shown()).viewer).toMatchObject({ muted: true })
  await unmute(fan, star.did)
  expect((await shown()).viewer).toMatchObject({ muted: false })
})

describe('profiles', () => {
  test('are read one by one, or 25 at a time', async () => {
    const { authors, viewer } = network.seeded
    const accounts = [viewer, ...authors]
    const calls: number[] = []
    const actors = Array.from({ length: 30 }, (_, i) => accounts[i % accounts.length] ?? viewer)
    const profiles = await getProfiles(fan, actors, { onResponse: ({ status }) => calls.push(status) })
    expect(calls).toHaveLength(2)
    expect(new Set(profiles.map(({ did }) => did))).toEqual(new Set(accounts.map(({ did }) => did)))
    expect(await getProfiles(fan, [])).toEqual([])
  })

  test('searchActors finds by name', async () => {
    const { actors } = await searchActors(fan, 'viewer', { limit: 5 })
    expect(actors.map(({ did }) => did)).toContain(network.seeded.viewer.did)
  })
})

describe('upsertProfile', () => {
  const stored = async (client: Someone) => {
    const place = { repo: client.did, collection: 'app.bsky.actor.profile', rkey: 'self' }
    const { value } = await client.call(getRecord, place)
    return value
  }

  test('makes a profile, changes what is given, takes away what is null, keeps the rest', async () => {
    const client = await someone(network)
    await upsertProfile(client, { displayName: 'Alice', description: 'here' })
    const { uri } = await upsertProfile(client, { displayName: 'Alice B', description: null })
    expect(uri).toBe(`at://${client.did}/app.bsky.actor.profile/self`)
    expect(await stored(client)).toEqual({ $type: 'app.bsky.actor.profile', displayName: 'Alice B' })
    await network.processAll()
    expect(await getProfile(client, client)).toMatchObject({ displayName: 'Alice B' })
  })

  test('gives the current profile to a function, and asks it again if that changed meanwhile', async () => {
    const client = await someone(network)
    const seen: unknown[] = []
    await upsertProfile(client, async (current) => {
      seen.push(current?.description)
      if (seen.length === 1) await upsertProfile(client, { description: 'meanwhile' })
      return { ...current, displayName: 'Alice' }
    })
    expect(seen).toEqual([undefined, 'meanwhile'])
    expect(await stored(client)).toMatchObject({ displayName: 'Alice', description: 'meanwhile' })
  })

  test('loses no change of many at once', async () => {
    const client = await someone(network)
    await Promise.all([
      upsertProfile(client, { displayName: 'Alice' }),
      upsertProfile(client, { description: 'here' }),
      upsertProfile(client, { pronouns: 'she' }),
    ])
    expect(await stored(client)).toMatchObject({ displayName: 'Alice', description: 'here', pronouns: 'she' })
  })

  test('gives up after five conflicts', async () => {
    const client = await someone(network)
    let count = 0
    const failing = upsertProfile(client, async () => {
      await upsertProfile(client, { description: `change ${++count}` })
      return { displayName: 'late' }
    })
    await expect(failing).rejects.toMatchObject({ error: 'InvalidSwap' })
    expect(count).toBe(5)
  })

  test('refuses what the lexicon does not allow', async () => {
    const error = await upsertProfile(fan, { displayName: 'x'.repeat(65) }).catch((error: unknown) => error)
    expect(isValidationError(error) && error.issues[0]?.path).toEqual(['displayName'])
  })
})

describe('handles', () => {
  test('are resolved and changed', async () => {
    const client = await someone(network)
    const handle = `new-${client.did.slice(-8)}.test`
    await updateHandle(client, `@${handle}`)
    await network.processAll()
    expect(await resolveHandle(client, handle)).toBe(client.did)
    expect(await resolveHandle(client, `@${handle}`)).toBe(client.did)
    const { handle: taken } = network.seeded.viewer
    await expect(updateHandle(client, taken)).rejects.toMatchObject({ status: 400 })
    await expect(resolveHandle(client, 'nobody-here.test')).rejects.toMatchObject({ status: 400 })
  })
})

test('without a session no verb that writes sends anything', async () => {
  await using front = await faultyFront(network.pds.url)
  const nobody = new XrpcClient({ service: front.url })
  const uri = `at://${star.did}/app.bsky.graph.follow/3kfxnwssz7k2a`
  const calls = [
    follow(nobody, 'somebody.test'),
    unfollow(nobody, uri),
    block(nobody, star),
    unblock(nobody, uri),
    mute(nobody, star),
    unmute(nobody, star),
    upsertProfile(nobody, {}),
    updateHandle(nobody, 'somebody.test'),
  ]
  for (const result of await Promise.allSettled(calls)) {
    expect(result.status === 'rejected' && isLoginRequiredError(result.reason)).toBe(true)
  }
  expect(front.requests).toEqual([])
})

test('a signal ends a verb, and headers go along', async () => {
  await using front = await faultyFront(network.pds.url)
  const { handle: identifier, password } = await network.createAccount()
  const session = await PasswordSession.login({ service: front.url, identifier, password })
  const client = new XrpcClient({ session })
  const signal = AbortSignal.abort(new Error('enough'))
  await expect(getProfile(client, star, { signal })).rejects.toThrow('enough')
  await mute(client, star, { headers: { 'x-this': 'one' } })
  expect(front.requests.at(-1)).toMatchObject({ headers: { 'x-this': 'one' } })
})
