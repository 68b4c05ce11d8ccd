/** Credentials that cannot be sent, and headers whose names are written in several ways. */
import { describe, expect, test } from 'vitest'
import { expectHidden, failureOf, shownBy } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { openPlace } from '../place.ts'
import { DID, HANDLE, SUBJECTS } from '../subjects.ts'
import { newAtproto, newMastodon } from '../clients.ts'

/** Settles as a call does that may throw at once, or in the constructor. */
const outcomeOf = (call: () => Promise<unknown>) => failureOf((async () => call())())

const UNSENDABLE = ['tok-5e1f9c77\n', 'tok-5e1f\r\nx-evil: 1', '\ntok-5e1f9c77', 'tok-5e\u20281f', 'tok-5e\0']

describe('a token with a line break is refused before anything is sent, without repeating it', () => {
  test.each(UNSENDABLE)('MastodonClient: %j', async (accessToken) => {
    let sent = 0
    const fetch = async () => Response.json([{ sent: ++sent }])
    const call = () => newMastodon({ url: 'http://home.test', accessToken, fetch }).api.v1.lists.get()
    const error = await outcomeOf(call)
    expect(error.name).toBe('ValidationError')
    expectHidden(shownBy(error), [accessToken.trim(), 'tok-5e'])
    expect(sent).toBe(0)
  })

  test.each(UNSENDABLE)('AtprotoClient: %j', async (accessJwt) => {
    let sent = 0
    const fetch = async () => Response.json({ sent: ++sent })
    const client = newAtproto({ service: 'http://home.test', fetch })
    const session = {
      did: DID,
      handle: HANDLE,
      accessJwt,
      refreshJwt: accessJwt,
      pdsEndpoint: 'http://home.test',
    }
    const call = async () => {
      await client.login({ session })
      return client.getTimeline()
    }
    const error = await outcomeOf(call)
    expect(error.name).toBe('ValidationError')
    expectHidden(shownBy(error), ['tok-5e'])
    expect(sent).toBe(0)
  })

  test.each(SUBJECTS)('$name: as a header of a call', async (subject) => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, subject.timeline([])))
    for (const value of UNSENDABLE.map((token) => `Bearer ${token}x`)) {
      const error = await outcomeOf(() => place.api.read({ headers: { authorization: value } }))
      expect(error.name).toBe('ValidationError')
      expectHidden(shownBy(error), ['tok-5e'])
    }
    expect(place.home.received).toEqual([])
  })
})

const WITH_USER = [
  'https://user:pw-5e1f9c77@home.test',
  'http://pw-5e1f9c77@home.test',
  'https://:pw-5e1f9c77@h.test',
]

describe('an address with a user and a password is refused before anything is sent, without repeating it', () => {
  test.each(WITH_USER)('AtprotoClient: %s', async (service) => {
    let sent = 0
    const fetch = async () => Response.json({ sent: ++sent })
    const error = await outcomeOf(() => newAtproto({ service, fetch }).getProfile(HANDLE))
    expect(error.name).toBe('ValidationError')
    expectHidden(shownBy(error), ['pw-5e1f9c77'])
    expect(sent).toBe(0)
  })

  test.each(WITH_USER)('AtprotoClient, in a login: %s', async (service) => {
    let sent = 0
    const fetch = async () => Response.json({ sent: ++sent })
    const login = () => newAtproto({ fetch }).login({ service, identifier: HANDLE, password: 'x' })
    const error = await outcomeOf(login)
    expect(error.name).toBe('ValidationError')
    expectHidden(shownBy(error), ['pw-5e1f9c77'])
    expect(sent).toBe(0)
  })

  test.each(WITH_USER)('MastodonClient: %s', async (url) => {
    let sent = 0
    const fetch = async () => Response.json([{ sent: ++sent }])
    const error = await outcomeOf(() => newMastodon({ url, fetch }).api.v1.lists.get())
    expect(error.name).toBe('ValidationError')
    expectHidden(shownBy(error), ['pw-5e1f9c77'])
    expect(sent).toBe(0)
  })
})

describe.each(SUBJECTS)('$name: header names in other case are one header', (subject) => {
  test('and the call’s value wins over the client’s', async () => {
    const options = { headers: { 'Accept-Language': 'de', 'x-One': 'client' }, validate: 'off' } as const
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}), options)
    await place.api.read({ headers: { 'accept-language': 'en', 'X-ONE': 'call' } })
    expect(place.home.received[0]?.headers).toMatchObject({ 'accept-language': 'en', 'x-one': 'call' })
  })

  test('and a client’s own wins over what it would send by itself', async () => {
    const options = { headers: { ACCEPT: 'application/x-mine' }, validate: 'off' } as const
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}), options)
    await place.api.read()
    expect(place.home.received[0]?.headers.accept).toBe('application/x-mine')
  })

  test('and content-type is sent once', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}), { validate: 'off' })
    await place.api.write({ headers: { 'Content-Type': 'application/json; charset=utf-8' } })
    expect(place.home.received[0]?.headers['content-type']).toBe('application/json; charset=utf-8')
  })

  test('and an authorization of the call replaces the account’s', async () => {
    await using place = await openPlace(subject, (_, response) => sendJson(response, {}), { validate: 'off' })
    await place.api.read({ headers: { AUTHORIZATION: 'Bearer mine-4711' } })
    expect(place.home.received[0]?.headers.authorization).toBe('Bearer mine-4711')
  })
})
