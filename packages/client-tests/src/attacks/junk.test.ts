/** Junk instead of a result, for every call that either client makes by itself or for its user, in two statuses. */
import type { AtprotoClient } from '@typefed/atproto-client'
import type { MastodonClient } from '@typefed/mastodon-client'
import { memoryStore, TypefedError } from '@typefed/core'
import {
  exchangeCode,
  discover,
  registerApp,
  revoke,
  userinfo,
  clientCredentials,
} from '@typefed/mastodon-client/oauth'
import { describe, expect, test } from 'vitest'
import { within } from '../failures.ts'
import { JUNK } from '../junk.ts'
import { type Loopback, sendJson, startLoopback } from '../loopback.ts'
import { ACCESS_TOKEN, DID, HANDLE, savedSession } from '../subjects.ts'
import { type CommonOptions, type ErrorFields, newAtproto, newMastodon } from '../clients.ts'

const FILE = new Blob(['bytes'], { type: 'text/plain' })
const APP = { client_id: 'id-1', client_secret: 'client-secret-1' }

interface Call<C> {
  readonly name: string
  readonly run: (client: C, url: string) => Promise<unknown>
  /** Whether it may succeed although the server refuses, since it makes do with what there is. */
  readonly copes?: true
  /** Whether its result comes as a stream, which may break off. */
  readonly isStream?: true
}

const ATPROTO_CALLS: readonly Call<AtprotoClient>[] = [
  { name: 'login', run: (client) => client.login({ identifier: HANDLE, password: 'x' }) },
  {
    name: 'login with a session',
    run: (client, url) => client.login({ session: savedSession(url) }),
    copes: true,
  },
  { name: 'restore', run: (client) => client.restore(DID), copes: true },
  { name: 'getTimeline', run: (client) => client.getTimeline({ limit: 10 }) },
  {
    name: 'a walk',
    run: (client) => client.app.bsky.feed.getTimeline.paginate({}, { maxItems: 5 }).toArray(),
  },
  { name: 'getProfile', run: (client) => client.getProfile(HANDLE) },
  { name: 'getPost', run: (client) => client.getPost(`at://${DID}/app.bsky.feed.post/3jzfcijpj2z2a`) },
  { name: 'sendPost', run: (client) => client.sendPost('Hello', { facets: [] }) },
  {
    name: 'like',
    run: (client) =>
      client.like({
        uri: `at://${DID}/app.bsky.feed.post/3jzfcijpj2z2a`,
        cid: 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a',
      }),
  },
  { name: 'deletePost', run: (client) => client.deletePost(`at://${DID}/app.bsky.feed.post/3jzfcijpj2z2a`) },
  { name: 'uploadBlob', run: (client) => client.com.atproto.repo.uploadBlob(FILE) },
  { name: 'listing records', run: (client) => client.app.bsky.feed.post.list().toArray() },
  { name: 'getRepo', run: (client) => client.com.atproto.sync.getRepo({ did: DID }) },
  { name: 'logout', run: (client) => client.logout() },
]

const MASTODON_CALLS: readonly Call<MastodonClient>[] = [
  { name: 'statuses.post', run: ({ api }) => api.v1.statuses.post({ body: { status: 'Hello' } }) },
  { name: 'statuses.delete', run: ({ api }) => api.v1.statuses('1').delete() },
  { name: 'the home timeline', run: ({ api }) => api.v1.timelines.home.get() },
  { name: 'a walk', run: ({ api }) => api.v1.timelines.home.get.paginate({ maxItems: 5 }).toArray() },
  { name: 'an account', run: ({ api }) => api.v1.accounts('1').get() },
  { name: 'a search', run: ({ api }) => api.v2.search.get({ params: { q: 'a' } }) },
  { name: 'uploadMedia', run: (client) => client.uploadMedia({ file: FILE }, { timeout: 2_000 }) },
  { name: 'server', run: (client) => client.server(), copes: true },
  {
    name: 'the streaming address',
    run: (client) => client.api.v1.streaming.user()[Symbol.asyncIterator]().next(),
    isStream: true,
  },
  { name: 'discover', run: (_, url) => discover({ url }), copes: true },
  { name: 'registerApp', run: (_, url) => registerApp({ url }, { clientName: 'A', redirectUris: 'a:b' }) },
  {
    name: 'exchangeCode',
    run: (_, url) => exchangeCode({ url }, { app: APP, code: 'c', redirectUri: 'a:b' }),
  },
  { name: 'clientCredentials', run: (_, url) => clientCredentials({ url }, { app: APP }) },
  { name: 'revoke', run: (_, url) => revoke({ url }, { app: APP, token: ACCESS_TOKEN }) },
  { name: 'userinfo', run: (_, url) => userinfo({ url }, { accessToken: ACCESS_TOKEN }) },
]

type Problem = (
  error: unknown,
  sent: { status: number; body: string | Uint8Array; host: string },
) => string | undefined

/** Runs a call against every kind of junk, and gives what went otherwise than it should. */
async function wrongWith(
  server: Loopback,
  status: number,
  prepare: () => Promise<() => Promise<unknown>>,
  { copes = false, problemOf }: { copes?: boolean; problemOf: Problem },
): Promise<string[]> {
  const wrong: string[] = []
  for (const [name, body] of JUNK) {
    server.use((_, response) => sendJson(response, { did: DID, handle: HANDLE }))
    const call = await prepare()
    server.use((_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body))
    const outcome = await within(10_000, call()).then(
      (value: unknown) => ({ value }),
      (error: unknown) => ({ error }),
    )
    if ('value' in outcome) {
      if (status >= 400 && !copes) wrong.push(`${name}: it resolved`)
      continue
    }
    const problem = problemOf(outcome.error, { status, body, host: new URL(server.url).host })
    if (problem) wrong.push(`${name}: ${problem}`)
  }
  return wrong
}

const isForeign: Problem = (error) =>
  error instanceof TypefedError ? undefined : `not ours: ${String(error).slice(0, 120)}`

/** Finds what an error lacks that says what came from where. */
const lacksWords: Problem = (error, { status, body, host }) => {
  if (!(error instanceof TypefedError)) return isForeign(error, { status, body, host })
  const { name, message } = error
  if (name !== 'ResponseError' && name !== 'ValidationError')
    return `it is a ${name}: ${message.slice(0, 120)}`
  if (message.length > 800) return `a message of ${message.length} characters`
  if (status >= 400) return (error as ErrorFields).status === status ? undefined : 'another status'
  if (!message.includes(`${status}`)) return `no status in: ${message.slice(0, 200)}`
  if (!message.includes(host)) return `no host in: ${message.slice(0, 200)}`
  const beginning = typeof body === 'string' ? body.trim().slice(0, 12) : ''
  return message.replaceAll('\\', '').includes(beginning)
    ? undefined
    : `no beginning of the body in: ${message.slice(0, 200)}`
}

function prepareAtproto({ name, run }: Call<AtprotoClient>, { url }: Loopback, options: CommonOptions = {}) {
  return async () => {
    const store = memoryStore()
    await store.set(DID, savedSession(url))
    const settings = { retry: { limit: 0 }, timeout: 5_000, onWarning: () => {}, ...options }
    const client = newAtproto({ service: url, store, ...settings })
    if (!/^login|restore/.test(name)) await client.login({ session: savedSession(url) })
    return () => run(client, url)
  }
}

function prepareMastodon({ run }: Call<MastodonClient>, { url }: Loopback, options: CommonOptions = {}) {
  return async () => {
    const streaming = { transport: 'sse', reconnect: false } as const
    const settings = { retry: { limit: 0 }, timeout: 5_000, onWarning: () => {}, ...options }
    const client = newMastodon({ url, accessToken: ACCESS_TOKEN, streaming, ...settings })
    return () => run(client, url)
  }
}

describe.each([200, 400])(
  'junk with status %i is an error of ours, or a result',
  { timeout: 60_000 },
  (status) => {
    test.each(ATPROTO_CALLS)('AtprotoClient: $name', async (call) => {
      await using server = await startLoopback(() => {})
      const prepare = prepareAtproto(call, server)
      expect(await wrongWith(server, status, prepare, { ...call, problemOf: lacksWords })).toEqual([])
    })

    test.each(MASTODON_CALLS)('MastodonClient: $name', async (call) => {
      await using server = await startLoopback(() => {})
      const prepare = prepareMastodon(call, server)
      const problemOf = call.isStream ? isForeign : lacksWords
      expect(await wrongWith(server, status, prepare, { ...call, problemOf })).toEqual([])
    })
  },
)

describe.each(['off', 'warn'] as const)(
  'junk with validate: %s is never an error of another kind',
  (validate) => {
    test.each(ATPROTO_CALLS)('AtprotoClient: $name', async (call) => {
      await using server = await startLoopback(() => {})
      const prepare = prepareAtproto(call, server, { validate })
      expect(await wrongWith(server, 200, prepare, { problemOf: isForeign })).toEqual([])
    })

    test.each(MASTODON_CALLS)('MastodonClient: $name', async (call) => {
      await using server = await startLoopback(() => {})
      const prepare = prepareMastodon(call, server, { validate })
      expect(await wrongWith(server, 200, prepare, { problemOf: isForeign })).toEqual([])
    })
  },
)
