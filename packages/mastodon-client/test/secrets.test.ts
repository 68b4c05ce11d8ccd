/** No way to fail tells the token. */
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  type FetchHandler,
  ForbiddenError,
  GoneError,
  MastodonClient,
  type MastodonClientOptions,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ResponseError,
  TimeoutError,
  TypefedError,
  UnauthorizedError,
  UnprocessableEntityError,
  UnsupportedVersionError,
  ValidationError,
} from '../src/index.ts'
import { RestClient, uploadMedia } from '../src/slim.ts'
import { failure } from './failure.ts'
import { startLoopback } from './loopback.ts'

const SERVER = 'https://server.test'

/** The second is one that JSON and addresses may spell otherwise. */
const TOKENS = ['tok-5e1f9c77', 'tok/5e1f+9c77=']

const REFUSALS = [
  [401, UnauthorizedError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [410, GoneError],
  [422, UnprocessableEntityError],
  [429, RateLimitError],
  [500, ResponseError],
] as const

/** All of an error that a log may show. */
function textOf(error: unknown): string {
  const texts = [inspect(error, { depth: 12, showHidden: true })]
  for (let at = error; at instanceof Error; at = at.cause) {
    texts.push(String(at), at.message, at.stack ?? '', JSON.stringify(at), JSON.stringify({ ...at }))
    if (at instanceof ResponseError) texts.push(JSON.stringify([...at.headers]), JSON.stringify(at.body))
  }
  return texts.join('\n')
}

function expectNot(text: string, token: string): void {
  expect(text).not.toContain(token)
  expect(text).not.toContain(encodeURIComponent(token))
  expect(text).not.toContain(token.replaceAll('/', '\\/'))
}

const clientOf = (token: string, fetch: FetchHandler, options?: Partial<MastodonClientOptions>) =>
  new MastodonClient({ url: SERVER, accessToken: token, fetch, retry: { limit: 0 }, ...options })

/** Repeats the token that it gets. */
function echo(
  status: number,
  write: (token: string) => BodyInit,
  headers?: (token: string) => HeadersInit,
): FetchHandler {
  return async (_, init) => {
    const token = new Headers(init.headers).get('authorization')?.replace('Bearer ', '') ?? ''
    return new Response(write(token), { status, ...(headers && { headers: headers(token) }) })
  }
}

describe.each(TOKENS)('%s is not told', (token) => {
  describe('by a server that repeats it', () => {
    test.each<[where: string, write: (token: string) => string]>([
      ['in error', (it) => JSON.stringify({ error: `No such token: ${it}` })],
      ['as error', (it) => JSON.stringify({ error: it })],
      [
        'in error_description',
        (it) => JSON.stringify({ error: 'invalid_token', error_description: `Bearer ${it}` }),
      ],
      ['in message', (it) => JSON.stringify({ error: 'a', message: it })],
      [
        'in details',
        (it) => JSON.stringify({ error: 'a', details: { token: [{ error: 'E', description: it }] } }),
      ],
      ['as a key', (it) => JSON.stringify({ [it]: 'unknown' })],
      ['with escaped slashes', (it) => JSON.stringify({ error: it, sent: [it] }).replaceAll('/', '\\/')],
      [
        'with escaped letters',
        (it) => JSON.stringify({ error: `a ${it}` }).replaceAll('t', String.raw`\u0074`),
      ],
      ['in the title of a page', (it) => `<html><title>Not for ${it}</title><p>${it}</p></html>`],
      ['in a text', (it) => `Not for ${it}, not even if ${it}`],
      ['as a part of an address', (it) => `<title>/login?t=${encodeURIComponent(it)}</title>`],
      ['in half of a body', (it) => JSON.stringify({ error: `a ${it}` }).slice(0, -2)],
    ])('%s', async (_, write) => {
      for (const [status, Class] of REFUSALS) {
        const error = await failure(clientOf(token, echo(status, write)).api.v1.lists.get())
        expect(error.constructor).toBe(Class)
        expectNot(textOf(error), token)
      }
    })

    test('in a header', async () => {
      const headers = (it: string) => ({
        'www-authenticate': `Bearer error_description="${it}"`,
        'x-id': '1',
      })
      const error = await failure(
        clientOf(
          token,
          echo(401, () => '', headers),
        ).api.v1.lists.get(),
      )
      expect(error instanceof ResponseError && error.headers.get('x-id')).toBe('1')
      expectNot(textOf(error), token)
    })

    test('that was given as a header', async () => {
      const client = clientOf(
        token,
        echo(403, (it) => JSON.stringify({ error: it })),
      )
      const other = `other-${token}`
      const headers = { Authorization: `Bearer ${other}` }
      expectNot(textOf(await failure(client.api.v1.lists.get({ headers }))), other)
    })

    test.each<[string, (it: string) => string]>([
      ['instead of JSON', (it) => it],
      ['in what does not fit', (it) => JSON.stringify([{ id: { it }, title: 5 }, it])],
    ])('%s', async (_, write) => {
      const error = await failure(clientOf(token, echo(200, write)).api.v1.lists.get())
      expect(error).toBeInstanceOf(ValidationError)
      expectNot(textOf(error), token)
    })

    test('in response of a body that has it', async () => {
      const fetch: FetchHandler = async (_, { body }) => new Response(body as string, { status: 400 })
      const { oauth } = new MastodonClient({ url: SERVER, accessToken: 'token', fetch })
      const app = { client_id: 'a', client_secret: token }
      for (const call of [
        () => oauth.revoke.post({ body: { ...app, token } }),
        () =>
          oauth.token.post({
            body: { ...app, grant_type: 'authorization_code', code: token, redirect_uri: 'a:b' },
          }),
        () => oauth.token.post({ body: { ...app, grant_type: 'authorization_code', code_verifier: token } }),
      ]) {
        const error = await failure(call())
        expect(error).toMatchObject({ status: 400, body: { client_id: 'a' } })
        expectNot(textOf(error), token)
      }
    })
  })

  const refuse =
    (error: Error): FetchHandler =>
    async () => {
      throw error
    }
  const never: FetchHandler = (_, { signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
  const dns = Object.assign(new Error('getaddrinfo ENOTFOUND server.test'), { code: 'ENOTFOUND' })
  const refused = echo(403, (it) => JSON.stringify({ error: it }))
  const oldServer: FetchHandler = async () => Response.json({ version: '3.5.3' })
  const file = new Blob(['a'])

  test.each<[way: string, Class: unknown, call: () => Promise<unknown>]>([
    [
      'a name that is not known',
      NetworkError,
      () => clientOf(token, refuse(new TypeError('fetch failed', { cause: dns }))).api.v1.lists.get(),
    ],
    ['an odd failure', NetworkError, () => clientOf(token, refuse(new TypeError())).api.v1.lists.get()],
    [
      'a redirection without an end',
      ResponseError,
      async () => {
        await using server = await startLoopback((_, response) =>
          response.writeHead(302, { location: '/' }).end(),
        )
        return await new MastodonClient({ url: server.url, accessToken: token }).api.v1.lists.get()
      },
    ],
    ['a timeout', TimeoutError, () => clientOf(token, never, { timeout: 5 }).api.v1.lists.get()],
    [
      'an upload that takes too long',
      TimeoutError,
      () => clientOf(token, never).uploadMedia({ file }, { timeout: 5 }),
    ],
    ['an upload', ForbiddenError, () => clientOf(token, refused).uploadMedia({ file })],
    [
      'an upload of a slim client',
      ForbiddenError,
      () => uploadMedia(new RestClient({ url: SERVER, accessToken: token, fetch: refused }), { file }),
    ],
    [
      'a walk',
      ForbiddenError,
      () => clientOf(token, refused).api.v1.timelines.home.get.paginate({ cursor: '/a' }).toArray(),
    ],
    [
      'a question what the server is',
      ResponseError,
      () =>
        clientOf(
          token,
          echo(500, (it) => it),
        ).server(),
    ],
    [
      'a floor that cannot be looked at',
      ResponseError,
      () =>
        clientOf(
          token,
          echo(503, (it) => it),
          { minVersion: '4.3' },
        ).api.v1.lists.get(),
    ],
    [
      'a server that is too old',
      UnsupportedVersionError,
      () => clientOf(token, oldServer).api.v2.filters.get(),
    ],
    [
      'a server that is older than the floor',
      UnsupportedVersionError,
      () => clientOf(token, oldServer, { minVersion: '4.3' }).api.v1.lists.get(),
    ],
    [
      'a body that does not fit',
      ValidationError,
      // @ts-expect-error: no text
      () => clientOf(token, never).api.v1.statuses.post({ body: { status: { token } } }),
    ],
    [
      'parameters that do not fit',
      ValidationError,
      // @ts-expect-error: no number
      () => clientOf(token, never).api.v1.timelines.home.get({ params: { limit: token } }),
    ],
    [
      'an idempotency key that cannot stand in a header',
      ValidationError,
      () => clientOf(token, never).api.v1.statuses.post({ body: {}, idempotencyKey: `${token}\n` }),
    ],
    [
      'a header that cannot be one',
      ValidationError,
      () => clientOf(token, never).api.v1.lists.get({ headers: { authorization: `Bearer ${token}\u2028` } }),
    ],
    [
      'a cursor that is none',
      ValidationError,
      async () => clientOf(token, never).api.v1.timelines.home.get.paginate({ cursor: token }).toArray(),
    ],
  ])('by %s', async (_, Class, call) => {
    const error = await failure(call())
    expect(error).toBeInstanceOf(TypefedError)
    expect(error).toBeInstanceOf(Class)
    expectNot(textOf(error), token)
  })

  test.each(['\n', ' ', '\r\nx-evil: 1', '\u2028', 'é', '\0'])(
    'if it cannot stand in a header: …%j',
    async (end) => {
      const make = async () => clientOf(token + end, never)
      const error = await failure(make())
      expect(error).toBeInstanceOf(ValidationError)
      expectNot(textOf(error), token)
    },
  )

  test('by a warning', async () => {
    const warnings: Error[] = []
    const fetch = echo(200, (it) => JSON.stringify([{ id: it, title: [it] }]))
    const onWarning = (error: Error) => void warnings.push(error)
    await clientOf(token, fetch, { validate: 'warn', onWarning }).api.v1.lists.get()
    expect(warnings).toHaveLength(1)
    expectNot(textOf(warnings[0]), token)
  })

  test('by a client that is shown', () => {
    for (const client of [
      clientOf(token, never),
      clientOf(token, never).with({ timeout: 1 }),
      new RestClient({ url: SERVER, accessToken: token }),
    ]) {
      const shown = [inspect(client, { depth: 10, showHidden: true }), String(client), JSON.stringify(client)]
      expect(shown.join('\n')).toContain(SERVER)
      expectNot(shown.join('\n'), token)
    }
  })
})
