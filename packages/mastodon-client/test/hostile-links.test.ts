/** Where a walk over pages goes, whatever the server writes into `Link`. */
import { describe, expect, test } from 'vitest'
import { isValidationError, MastodonClient, type Strictness } from '../src/index.ts'
import { failure } from './failure.ts'
import { sendJson, startLoopback } from './loopback.ts'

const TOKEN = 'abc-123'
const FIRST = '/api/v1/lists/1/accounts?limit=1'
const NEXT = '/api/v1/lists/1/accounts?max_id=9'
const ASKED = '/api/v1/lists/1/accounts?limit=1&max_id=9'

/** An account in few words: what is in it is not looked at here. */
const account = (id: string) => ({ id })

/** A server whose first page has a link, and another host that wants the token. */
async function startServers(write: (hosts: { own: string; evil: string }) => string) {
  const evil = await startLoopback((_, response) => sendJson(response, [account('evil')]))
  const own = await startLoopback(({ path }, response) => {
    if (path === FIRST) response.setHeader('link', write({ own: own.url, evil: evil.url }))
    sendJson(response, [account(path === FIRST ? '1' : '2')])
  })
  const warnings: unknown[] = []
  const client = new MastodonClient({
    url: own.url,
    accessToken: TOKEN,
    validate: 'off',
    retry: { limit: 0 },
    onWarning: (error) => warnings.push(error),
  })
  return {
    evil,
    own,
    warnings,
    walk: (options: { strictness?: Strictness } = {}) =>
      client.api.v1.lists('1').accounts.get.paginate({ params: { limit: 1 }, ...options }),
    /** What was asked of the own host. */
    asked: () => own.received.map(({ path }) => path),
    async [Symbol.asyncDispose]() {
      await own[Symbol.asyncDispose]()
      await evil[Symbol.asyncDispose]()
    },
  }
}

const hostOf = (url: string) => URL.parse(url)?.host

describe('a walk ends with a report where the next page is', () => {
  test.each<[name: string, write: (hosts: { own: string; evil: string }) => string]>([
    ['a script', () => '<javascript:alert(1)>; rel="next"'],
    ['a file', () => '<file:///etc/passwd>; rel="next"'],
    ['data', () => '<data:application/json,[]>; rel="next"'],
    ['no address', () => `<http://[${NEXT}>; rel="next"`],
    ['without a position', ({ own }) => `<${own}/api/v1/lists/1/accounts?limit=1>; rel="next"`],
    ['an empty position', ({ own }) => `<${own}/api/v1/lists/1/accounts?max_id=>; rel="next"`],
    [
      'the first of several, without a position',
      ({ own, evil }) => `<${evil}/>; rel=next, <${own}${NEXT}>; rel=next`,
    ],
    ['nowhere, by a broken header', ({ own }) => `${own}${NEXT}; rel="next`],
    ['this one', ({ own }) => `<${own}${FIRST}>; rel="next"`],
  ])('%s', async (_, write) => {
    await using servers = await startServers(write)
    expect(await servers.walk().toArray()).toEqual([account('1')])
    expect(servers.asked()).toEqual([FIRST])
    expect(servers.evil.received).toEqual([])
    expect(servers.warnings).toEqual([expect.toSatisfy(isValidationError)])
    const walk = servers.walk({ strictness: 'strict' })
    expect(isValidationError(await failure(walk.toArray()))).toBe(true)
  })
})

test('a walk ends without a report where there is another relation alone', async () => {
  await using servers = await startServers(
    ({ own }) => `<${own}${NEXT}>; rel="nextish", <${own}${NEXT}>; title="next"`,
  )
  expect(await servers.walk({ strictness: 'strict' }).toArray()).toEqual([account('1')])
  expect(servers.warnings).toEqual([])
})

describe('a walk goes on, on the own host alone, where the next page is', () => {
  test.each<[name: string, write: (hosts: { own: string; evil: string }) => string]>([
    ['on another host', ({ evil }) => `<${evil}${NEXT}>; rel="next"`],
    [
      'on another host, after a line like the own one',
      ({ own, evil }) => `<${evil}/${own}${NEXT}>; rel=next`,
    ],
    ['on another host by its name alone', ({ evil }) => `<//${hostOf(evil)}${NEXT}>; rel="next"`],
    ['on another host behind backslashes', ({ evil }) => `<\\\\${hostOf(evil)}${NEXT}>; rel="next"`],
    ['on another host behind both kinds of slash', ({ evil }) => `</\\${hostOf(evil)}${NEXT}>; rel="next"`],
    ['on another host behind a tab', ({ evil }) => `</\t/${hostOf(evil)}${NEXT}>; rel="next"`],
    [
      'on another host, with the own one as a user',
      ({ own, evil }) => `<http://${hostOf(own)}@${hostOf(evil)}${NEXT}>; rel="next"`,
    ],
    ['on another port', ({ evil }) => `<http://127.0.0.1:${URL.parse(evil)?.port}${NEXT}>; rel="next"`],
    ['of another scheme on the own host', ({ own }) => `<ftp://${hostOf(own)}${NEXT}>; rel="next"`],
    ['absolute', ({ own }) => `<${own}${NEXT}>; rel="next"`],
    [
      'of https, as servers behind a proxy may have it wrong',
      ({ own }) => `<https://${hostOf(own)}${NEXT}>; rel=next`,
    ],
    ['a path', () => `<${NEXT}>; rel="next"`],
    ['a query', () => '<?max_id=9>; rel="next"'],
    ['one of several relations', ({ own }) => `<${own}${NEXT}>; rel="last NEXT"`],
    [
      'behind another host’s link of another relation',
      ({ own, evil }) => `<${evil}/>; rel="prev", <${own}${NEXT}>; rel="next"`,
    ],
    [
      'behind quoted commas',
      ({ own, evil }) => `<${own}/x>; title="a, <${evil}/>; rel=next", <${NEXT}>; rel="next"`,
    ],
    ['behind commas in an address', () => `</x?id=1,2;3>; rel="prev", <${NEXT}>; rel="next"`],
    ['with a user and a password', ({ own }) => `<http://a:b@${hostOf(own)}${NEXT}>; rel="next"`],
    ['with the token in it', ({ own }) => `<${own}${NEXT}&access_token=${TOKEN}>; rel="next"`],
  ])('%s', async (_, write) => {
    await using servers = await startServers(write)
    expect(await servers.walk().toArray()).toEqual([account('1'), account('2')])
    expect(servers.asked()).toEqual([FIRST, ASKED])
    expect(servers.own.received[1]?.headers.authorization).toBe(`Bearer ${TOKEN}`)
    expect(servers.evil.received).toEqual([])
  })
})

test('a walk ends where two pages lead to each other', async () => {
  let served = 0
  await using server = await startLoopback(({ path }, response) => {
    if (++served > 10) response.destroy()
    response.setHeader('link', `<${path.endsWith('=a') ? '?page=b' : '?page=a'}>; rel="next"`)
    sendJson(response, [account(path)])
  })
  const warnings: unknown[] = []
  const onWarning = (error: unknown) => warnings.push(error)
  const client = new MastodonClient({ url: server.url, accessToken: 'token', validate: 'off', onWarning })
  expect(await client.api.v1.lists('1').accounts.get.paginate().toArray()).toHaveLength(3)
  expect(warnings).toHaveLength(1)
})

test.each(['https://evil.test/', '//evil.test/', '/\\evil.test/', 'javascript:alert(1)', ''])(
  'a cursor that leads elsewhere is refused before anything is sent: %j',
  async (cursor) => {
    await using servers = await startServers(() => '')
    const client = new MastodonClient({ url: servers.own.url, accessToken: TOKEN })
    const walk = async () => client.api.v1.timelines.home.get.paginate({ cursor }).toArray()
    expect(isValidationError(await failure(walk()))).toBe(true)
    expect(servers.own.received).toEqual([])
  },
)
