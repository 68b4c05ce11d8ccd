/** Errors that say what was wrong, where, and what to do. */
import type { AtprotoClient } from '@typefed/atproto-client'
import type { MastodonClient } from '@typefed/mastodon-client'
import { Session } from '@typefed/atproto-client'
import { describe, expect, test } from 'vitest'
import { failureOf } from '../failures.ts'
import { sendJson, startLoopback } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { DID, HANDLE, savedSession, SUBJECTS } from '../subjects.ts'
import { newAtproto, newMastodon } from '../clients.ts'

/** A value that the types do not allow. */
const wrong = <T>(value: unknown): T => value as T

interface Case<C> {
  readonly name: string
  readonly call: (client: C) => Promise<unknown>
  readonly says: readonly RegExp[]
  readonly hides?: string
  /** Whether the hint may come with the server's refusal: other software may take the value. */
  readonly isLate?: true
}

const POST = `at://${DID}/app.bsky.feed.post/3jzfcijpj2z2a`
const WEB = `https://bsky.app/profile/${HANDLE}/post/3jzfcijpj2z2a`

const ATPROTO_CASES: readonly Case<AtprotoClient>[] = [
  {
    name: 'the length of a text that is too long',
    call: (client) => client.sendPost('a'.repeat(301), { facets: [] }),
    says: [/got 301 graphemes/],
  },
  {
    name: 'what it got instead of a number',
    call: ({ app }) => app.bsky.feed.getTimeline({ limit: wrong<number>('10') }),
    says: [/limit/, /got .*"10"/],
  },
  {
    name: 'that a variable is not set',
    call: ({ app }) => app.bsky.actor.getProfile({ actor: wrong<string>(undefined) }),
    says: [/actor/, /got nothing/],
  },
  {
    name: 'the kind and length of a secret, not the secret',
    call: ({ com }) =>
      com.atproto.server.createSession({ identifier: 'a.test', password: wrong<string>(48154815) }),
    says: [/password/, /number/],
    hides: '48154815',
  },
  {
    name: 'that a path is no file',
    call: (client) => client.sendImage('Look', { image: wrong<Blob>('./cat.png'), alt: 'A cat' }),
    says: [/file|Blob/i, /path|string|text/i],
  },
  {
    name: 'that an address of bsky.app is no at-URI',
    call: ({ app }) => app.bsky.feed.getPostThread({ uri: wrong<`at://${string}`>(WEB) }),
    says: [/at:\/\//, /bsky/i],
  },
  {
    name: 'that an at-URI is no reference',
    call: (client) => client.like(wrong<{ uri: string; cid: string }>(POST)),
    says: [/cid/],
  },
]

const MASTODON_CASES: readonly Case<MastodonClient>[] = [
  {
    name: 'what it got instead of a number',
    call: ({ api }) => api.v1.timelines.home.get({ params: { limit: wrong<number>('10') } }),
    says: [/limit/, /got .*"10"/],
  },
  {
    name: 'that a variable is not set',
    call: ({ api }) => api.v1.lists.post({ body: { title: wrong<string>(undefined) } }),
    says: [/title/, /got nothing/],
  },
  {
    name: 'that an id is not set',
    call: async ({ api }) => api.v1.statuses(wrong<string>(undefined)).get(),
    says: [/id/, /got nothing/],
  },
  {
    name: 'the kind and length of a secret, not the secret',
    call: ({ oauth }) =>
      oauth.revoke.post({ body: { client_id: 'a', client_secret: wrong<string>(48154815), token: 'a' } }),
    says: [/client_secret/, /number/],
    hides: '48154815',
  },
  {
    name: 'that a path is no file',
    call: (client) => client.uploadMedia({ file: wrong<Blob>('./cat.png') }),
    says: [/file|Blob/i, /path|string|text/i],
  },
  {
    name: 'that a tag goes without its hash',
    call: async ({ api }) => api.v1.timelines.tag('#cats').get(),
    says: [/#/, /cats|hash|without/i],
  },
  {
    name: 'that a handle is no id',
    call: async ({ api }) => api.v1.accounts('@bob@example.com').get(),
    says: [/id/, /lookup|handle/i],
    isLate: true,
  },
]

async function expectHelp({ says, hides, isLate }: Case<never>, call: () => Promise<unknown>): Promise<void> {
  const error = await failureOf((async () => call())())
  if (!isLate) expect(error.name).toBe('ValidationError')
  for (const part of says) expect(error.message).toMatch(part)
  if (hides) expect(error.message).not.toContain(hides)
  expect(error.message.length).toBeLessThan(600)
  expect(error.message).not.toMatch(/\b(?:parameters|options|arguments)\b[^:]* is not valid/)
}

test.each(ATPROTO_CASES)('AtprotoClient says $name', async (each) => {
  await using server = await startLoopback((_, response) => sendJson(response, { did: DID, handle: HANDLE }))
  const client = newAtproto({ service: server.url })
  await client.login({ session: savedSession(server.url) })
  const before = server.received.length
  await expectHelp(each, () => each.call(client))
  expect(server.received).toHaveLength(before)
})

test.each(MASTODON_CASES)('MastodonClient says $name', async (each) => {
  const missing = { error: 'Record not found' }
  await using server = await startLoopback((_, response) => sendJson(response, missing, 404))
  await expectHelp(each, () => each.call(newMastodon({ url: server.url, accessToken: 'a' })))
  if (!each.isLate) expect(server.received).toEqual([])
})

describe.each(SUBJECTS)('$name', (subject) => {
  test.each(['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED'])(
    'names host and reason of a connection that failed: %s',
    async (code) => {
      let armed = false
      const fetch = async () => {
        if (!armed) return Response.json({})
        throw new TypeError('fetch failed', { cause: Object.assign(new Error('it failed'), { code }) })
      }
      const api = await subject.connect('https://home.test:8443', { fetch, retry: { limit: 0 } })
      armed = true
      const error = await failureOf(api.read())
      expect(error.name).toBe('NetworkError')
      expect(error.message).toContain('home.test:8443')
      expect(error.message).toContain(code)
    },
  )

  test('names the request as the server did', async () => {
    const headers = { 'x-request-id': 'req-4711' }
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}, 403, headers))
    const error = await failureOf(place.api.read())
    expect(error.requestId).toBe('req-4711')
    expect(error.url).toContain(place.home.url + subject.paths.read)
  })
})

describe('an address without a scheme works as https, or is refused by the constructor', () => {
  /** The addresses that were asked, or the failure of the constructor. */
  async function urlsOf(make: (fetch: (url: string) => Promise<Response>) => () => Promise<unknown>) {
    const urls: string[] = []
    const fetch = async (url: string) => {
      urls.push(url)
      return Response.json({})
    }
    let call: () => Promise<unknown>
    try {
      call = make(fetch)
    } catch (error) {
      return error
    }
    await call().catch(() => {})
    return urls
  }

  const CLIENTS = [
    [
      'AtprotoClient',
      (service: string) =>
        urlsOf((fetch) => {
          const client = newAtproto({ service, fetch })
          return () => client.getProfile(HANDLE)
        }),
    ],
    [
      'MastodonClient',
      (url: string) =>
        urlsOf((fetch) => {
          const client = newMastodon({ url, fetch })
          return () => client.api.v1.instance.get()
        }),
    ],
  ] as const

  test.each(CLIENTS)('%s', async (_, outcomeOf) => {
    const outcome = await outcomeOf('home.test')
    if (Array.isArray(outcome)) expect(outcome[0]).toMatch(/^https:\/\/home\.test\//)
    else
      expect(outcome).toMatchObject({ name: 'ValidationError', message: expect.stringContaining('https://') })
  })

  test.each(CLIENTS)('%s refuses what is no address', async (_, outcomeOf) => {
    for (const address of ['', ' ', 'http://', 'ftp://home.test', 'a b', '@alice@home.test']) {
      expect(await outcomeOf(address)).toMatchObject({ name: 'ValidationError' })
    }
  })
})

test('AtprotoClient takes a saved session as an option, or names the right way', async () => {
  await using server = await startLoopback((_, response) => sendJson(response, { feed: [] }))
  const saved = savedSession(server.url)
  for (const session of [Session.decode(saved), Session.decode(saved).toJSON()]) {
    let client: AtprotoClient
    try {
      client = newAtproto({ session: wrong(session) })
    } catch (error) {
      expect(error).toMatchObject({ name: 'ValidationError', message: expect.stringContaining('login(') })
      continue
    }
    expect(client.did).toBe(DID)
    await client.getTimeline()
    expect(server.received.at(-1)?.headers.authorization).toMatch(/^Bearer eyJ/)
  }
})

describe('AtprotoClient refuses a session that lacks a part, before anything is sent', () => {
  const { handle, did, accessJwt, refreshJwt, pdsEndpoint } = Session.decode(savedSession('http://home.test'))

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an empty object', {}],
    ['names without tokens', { handle, did, pdsEndpoint }],
    ['a part of another type', { handle, did, accessJwt: 7, refreshJwt, pdsEndpoint }],
    ['no server', { handle, did, accessJwt, refreshJwt }],
  ])('%s', async (_, session) => {
    let sent = 0
    const fetch = async () => Response.json({ sent: ++sent })
    expect(await failureOf(newAtproto({ fetch }).login({ session: wrong(session) }))).toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('session'),
    })
    if (session) expect(() => newAtproto({ fetch, session: wrong(session) })).toThrow(/^session is not valid/)
    expect(sent).toBe(0)
  })
})

test.each([undefined, null, 48154815, {}])('AtprotoClient refuses %j as an identifier', async (value) => {
  const fetch = async () => Response.json({})
  const store = { get: () => undefined, set() {}, delete() {} }
  const identifier = wrong<string>(value)
  for (const service of [undefined, 'http://home.test']) {
    const client = newAtproto({ fetch, store: wrong(store), ...(service && { service }) })
    for (const call of [
      () => client.login({ identifier, password: 'pass' }),
      () => client.restore(identifier),
    ])
      expect((await failureOf(call())).name).toBe('ValidationError')
  }
})

test.each([undefined, null, 48154815, {}, ''])('AtprotoClient refuses %j as a password', async (value) => {
  const client = newAtproto({ service: 'http://home.test', fetch: async () => Response.json({}) })
  const error = await failureOf(client.login({ identifier: HANDLE, password: wrong<string>(value) }))
  expect(error.message).toMatch(/^login is not valid: password/)
  expect(error.message).not.toContain('48154815')
})
