import { isLoginRequiredError, isRateLimitError, isResponseError, memoryStore } from '@typefed/core'
import { describe, expect, test, vi } from 'vitest'
import { isAuthFactorRequiredError } from './auth-factor-required-error.ts'
import { PasswordSession, type SessionOptions } from './password-session.ts'
import { sharedRenewal } from './renewal.ts'
import type { SessionEvent } from '@typefed/core/internal'
import { Session } from './session.ts'

const DID = 'did:plc:abc'
const GET = '/xrpc/com.atproto.server.getSession'
let serial = 0

/** @param left seconds until it expires, of two hours */
function token(left: number): string {
  const exp = Math.floor(Date.now() / 1000) + left
  const payload = { sub: DID, iat: exp - 7200, exp, jti: String(serial++) }
  return `e30.${btoa(JSON.stringify(payload)).replaceAll('=', '')}.c2ln`
}

function tokens(left = 7200) {
  return { did: DID, handle: 'alice.test', accessJwt: token(left), refreshJwt: token(7200) }
}

const session = (left?: number) => new Session({ ...tokens(left), pdsEndpoint: 'https://pds.test' })

const refusal = (status: number, error: string) => () => Response.json({ error, message: error }, { status })

type Answerer = (init: RequestInit) => Response | Promise<Response>

/** A server for one account, whose methods answer as a test says, and what it was asked. */
function server(answers: Record<string, Answerer> = {}) {
  const asked: string[] = []
  const fetch: SessionOptions['fetch'] = async (url, init) => {
    const nsid = new URL(url).pathname.replace('/xrpc/com.atproto.server.', '')
    asked.push(nsid)
    const refresh = () => Response.json(tokens())
    const { [nsid]: answer = nsid === 'refreshSession' ? refresh : () => Response.json({}) } = answers
    return answer(init)
  }
  return { fetch, asked }
}

async function resume(from: Session, answers: Record<string, Answerer> = {}, options: SessionOptions = {}) {
  const { fetch, asked } = server(answers)
  const events: SessionEvent[] = []
  const onSession = (event: SessionEvent) => void events.push(event)
  const resumed = await PasswordSession.resume(from, { fetch, onSession, ...options })
  return { resumed, asked, events }
}

const thrownBy = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('handlers', () => {
  test('are all told, and awaited, though one throws', async () => {
    const onHandlerError = vi.fn<(error: unknown) => void>()
    const { resumed } = await resume(session(), {}, { onHandlerError })
    const told: string[] = []
    resumed.onSession(() => Promise.reject(new Error('disk full')))
    const remove = resumed.onSession((event, { did }) => void told.push(`${event} ${did}`))
    await resumed.refresh()
    expect(told).toEqual([`refresh ${DID}`])
    expect(onHandlerError).toHaveBeenCalledExactlyOnceWith(new Error('disk full'))
    remove()
    await resumed.refresh()
    expect(told).toHaveLength(1)
  })

  test('may end the session that they are told of', async () => {
    const { resumed, asked, events } = await resume(session())
    resumed.onSession(() => resumed.logout())
    await resumed.refresh()
    expect(asked).toEqual(['refreshSession', 'deleteSession'])
    expect(events).toEqual(['import', 'refresh'])
    expect(resumed.ended).toBe(true)
  })
})

describe('a renewal ahead of time', () => {
  test('that fails leaves the call to the token, which is still good', async () => {
    const { resumed, asked } = await resume(session(20), { refreshSession: refusal(503, 'Busy') })
    await resumed.fetchHandler(GET)
    expect(asked).toEqual(['refreshSession', 'getSession'])
  })

  test('that fails when the token is over fails the call', async () => {
    const { resumed, asked, events } = await resume(session(-1), { refreshSession: refusal(429, 'Slow') })
    expect(isRateLimitError(await thrownBy(resumed.fetchHandler(GET)))).toBe(true)
    expect(asked).toEqual(['refreshSession'])
    expect(events).toEqual(['import'])
  })

  test('is not waited for by a call that has ended', async () => {
    const { resumed } = await resume(session(-1), { refreshSession: () => new Promise(() => {}) })
    const controller = new AbortController()
    const call = resumed.fetchHandler(GET, { signal: controller.signal })
    controller.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
  })
})

describe('a renewal', () => {
  const expired = { getSession: refusal(400, 'ExpiredToken') }

  test.each([
    ['an unknown refusal', refusal(400, 'InvalidRequest')],
    ['a proxy’s 403', () => new Response('<title>Forbidden</title>', { status: 403 })],
    ['a limit', refusal(429, 'RateLimitExceeded')],
    ['a failure', refusal(500, 'InternalServerError')],
  ])('that meets %s shows it, and does not end the session', async (_, refreshSession) => {
    const { resumed, events } = await resume(session(), { ...expired, refreshSession })
    const error = await thrownBy(resumed.fetchHandler(GET))
    expect(isResponseError(error)).toBe(true)
    expect(String(error)).toContain('com.atproto.server.refreshSession')
    expect(events).toEqual(['import'])
    expect(resumed.ended).toBe(false)
  })

  test.each(['ExpiredToken', 'InvalidToken', 'AccountTakedown'])('that %s refuses ends it', async (name) => {
    const { resumed, events, asked } = await resume(session(), {
      ...expired,
      refreshSession: refusal(400, name),
    })
    expect((await resumed.fetchHandler(GET)).status).toBe(400)
    expect(events).toEqual(['import', 'expire'])
    expect(isLoginRequiredError(await thrownBy(resumed.fetchHandler(`${GET}?secret`)))).toBe(true)
    expect(isLoginRequiredError(await thrownBy(resumed.refresh()))).toBe(true)
    expect(asked).toEqual(['getSession', 'refreshSession'])
  })

  test('that gives somebody else’s session is not taken', async () => {
    const other = { ...tokens(), did: 'did:plc:mallory' }
    const { resumed } = await resume(session(), { refreshSession: () => Response.json(other) })
    await expect(resumed.refresh()).rejects.toThrow('renewed session is not valid: did: expected did:plc:abc')
    expect(resumed.did).toBe(DID)
  })

  test('is asked for once by a service that refuses new tokens too', async () => {
    const { resumed, asked } = await resume(session(), { getSession: refusal(401, 'AuthMissing') })
    for (let i = 0; i < 3; i++) expect((await resumed.fetchHandler(GET)).status).toBe(401)
    expect(asked.filter((nsid) => nsid === 'refreshSession')).toHaveLength(1)
  })

  test('is not made for a call with credentials of its own', async () => {
    const seen: unknown[] = []
    const getSession = ({ headers }: RequestInit) => {
      seen.push(new Headers(headers).get('authorization'))
      return refusal(401, 'ExpiredToken')()
    }
    const { resumed, asked } = await resume(session(), { getSession })
    await resumed.fetchHandler(GET, { headers: { Authorization: 'Bearer other' } })
    expect(asked).toEqual(['getSession'])
    expect(seen).toEqual(['Bearer other'])
  })

  test('leads on to the server that the account has moved to, but to none without HTTPS', async () => {
    const didDoc = (serviceEndpoint: string) => ({ service: [{ id: '#atproto_pds', serviceEndpoint }] })
    const endpoints = [
      'https://new.test',
      'http://localhost:2583',
      'http://new.test',
      'javascript:alert(1)',
      'http://localhost:2583@new.test',
    ]
    const found: string[] = []
    for (const endpoint of endpoints) {
      const answer = () => Response.json({ ...tokens(), didDoc: didDoc(endpoint) })
      const { resumed } = await resume(session(), { refreshSession: answer })
      await resumed.refresh()
      found.push(resumed.current.pdsEndpoint)
    }
    expect(found.slice(0, 2)).toEqual(endpoints.slice(0, 2))
    expect(new Set(found.slice(2))).toEqual(new Set(['https://pds.test']))
  })
})

describe('a logout', () => {
  test('ends the session here, whatever the server says', async () => {
    const gone = await resume(session(), { deleteSession: refusal(400, 'ExpiredToken') })
    await gone.resumed.logout()
    expect(gone.resumed.ended).toBe(true)
    const down = await resume(session(), { deleteSession: refusal(500, 'Oh') })
    expect(isResponseError(await thrownBy(down.resumed.logout()))).toBe(true)
    expect(isLoginRequiredError(await thrownBy(down.resumed.fetchHandler(GET)))).toBe(true)
    expect([...gone.events, ...down.events]).toEqual(['import', 'import'])
  })

  test('during a renewal deletes the session that was renewed, and nobody is told of it', async () => {
    const renewed = tokens()
    let used: string | null = null
    const { resumed, events } = await resume(session(), {
      refreshSession: () => Response.json(renewed),
      deleteSession: ({ headers }) => {
        used = new Headers(headers).get('authorization')
        return new Response()
      },
    })
    const renewing = resumed.refresh()
    await resumed.logout()
    await renewing
    expect(used).toBe(`Bearer ${renewed.refreshJwt}`)
    expect(events).toEqual(['import'])
  })
})

describe('a login', () => {
  test('says that a code was sent', async () => {
    const { fetch } = server({ createSession: refusal(401, 'AuthFactorTokenRequired') })
    const credentials = { service: 'https://pds.test', identifier: 'alice.test', password: 's3cret' }
    const error = await thrownBy(PasswordSession.login(credentials, { fetch }))
    expect(isAuthFactorRequiredError(error)).toBe(true)
    expect(error).toMatchObject({
      name: 'AuthFactorRequiredError',
      status: 401,
      error: 'AuthFactorTokenRequired',
    })
    expect(String(error)).toContain('login({ authFactorToken })')
  })

  test('takes the identifier as it is meant, and the code', async () => {
    const bodies: unknown[] = []
    const { fetch } = server({
      createSession: ({ body }) => {
        bodies.push(JSON.parse(String(body)))
        return Response.json(tokens())
      },
    })
    const identifier = '\u2068@Alice.Test\u2069 '
    const password = ' as typed '
    const authFactorToken = 'ABCDE-FGHIJ'
    await PasswordSession.login(
      { service: 'https://pds.test', identifier, password, authFactorToken },
      { fetch },
    )
    expect(bodies).toEqual([{ identifier: 'alice.test', password, authFactorToken }])
  })
})

describe('a session in a store', () => {
  const shared = (store = memoryStore()) => ({
    store,
    renewal: sharedRenewal({ store, onError: (error) => expect.fail(String(error)) }),
  })

  test('is saved before the handlers are told', async () => {
    const { store, renewal } = shared()
    const { resumed } = await resume(session(), {}, { renewal })
    let saved: unknown
    resumed.onSession(async () => (saved = await store.get(DID)))
    await resumed.refresh()
    expect(saved).toBe(resumed.current.encode())
  })

  test('that another process has renewed is taken over', async () => {
    const { store, renewal } = shared()
    const newer = session()
    await store.set(DID, newer.encode())
    const { resumed, asked, events } = await resume(session(-1), {}, { renewal })
    await resumed.fetchHandler(GET)
    expect(asked).toEqual(['getSession'])
    expect(events).toEqual(['import', 'refresh'])
    expect(resumed.current.encode()).toBe(newer.encode())
  })

  test('is looked for again when the token turns out to be used up', async () => {
    const { store, renewal } = shared()
    const newer = session()
    const refreshSession = async () => {
      await store.set(DID, newer.encode())
      return refusal(400, 'ExpiredToken')()
    }
    const { resumed, events } = await resume(session(-1), { refreshSession }, { renewal })
    await resumed.fetchHandler(GET)
    expect(resumed.current.encode()).toBe(newer.encode())
    expect(events).toEqual(['import', 'refresh'])
  })

  test('is not lost with the store', async () => {
    const errors: unknown[] = []
    const broken = () => Promise.reject(new Error('no disk'))
    const store = { get: broken, set: broken, delete: broken }
    const renewal = sharedRenewal({ store, onError: (error) => void errors.push(error) })
    const { resumed, events } = await resume(session(-1), {}, { renewal })
    await resumed.fetchHandler(GET)
    expect(events).toEqual(['import', 'refresh'])
    expect(errors).toHaveLength(2)
  })
})
