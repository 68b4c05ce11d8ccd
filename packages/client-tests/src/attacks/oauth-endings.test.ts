/** An OAuth session that ends, or whose renewal does not. AtprotoClient only. */
import { TokenRefreshError } from '@atproto/oauth-client'
import { describe, expect, test } from 'vitest'
import { expectHidden, failureOf, shownBy, within } from '../failures.ts'
import { sendJson } from '../loopback.ts'
import { OAUTH_REFRESH, OAUTH_SESSIONS, OAUTH_TOKEN, openOAuth, serve } from '../oauth-place.ts'
import * as double from '../oauth-session.ts'
import type { Script } from '../place.ts'
import { DID } from '../subjects.ts'

const SECRETS = [OAUTH_TOKEN, OAUTH_REFRESH]

/** Refuses to renew, each session with an error of its own package. */
const refuse = (name: string) => async (): Promise<string> => {
  if (name === 'the double') throw double.refusedRenewal(DID)
  throw new TokenRefreshError(DID, 'Session expired')
}

const REVOKED: Script = (_, response) =>
  sendJson(response, { error: 'invalid_token' }, 401, { 'www-authenticate': 'DPoP error="invalid_token"' })

describe.each(OAUTH_SESSIONS)('an OAuth session, %s', (name, open) => {
  describe('whose renewal does not end', () => {
    /** A renewal that takes as long as the test wants, as one of 45 s does. */
    const endless = () => {
      const { promise, resolve } = Promise.withResolvers<string>()
      return { renew: () => promise, end: () => resolve('late-token') }
    }

    test('is left by a call whose time is over', async () => {
      const { renew, end } = endless()
      await using place = await openOAuth(open, serve, { isStale: true, renew, timeout: 100 })
      const error = await within(5_000, failureOf(place.api.read()))
      expect(error.name).toBe('TimeoutError')
      expect(place.home.received).toEqual([])
      end()
    })

    test('is left by a call with a timeout of its own', async () => {
      const { renew, end } = endless()
      await using place = await openOAuth(open, serve, { isStale: true, renew })
      const error = await within(5_000, failureOf(place.api.write({ timeout: 100 })))
      expect(error.name).toBe('TimeoutError')
      end()
    })

    test('is left by a call whose signal ends it', async () => {
      const { renew, end } = endless()
      await using place = await openOAuth(open, serve, { isStale: true, renew })
      const controller = new AbortController()
      const reason = new Error('enough')
      const call = place.api.read({ signal: controller.signal }).catch((error: unknown) => error)
      setTimeout(() => controller.abort(reason), 50)
      expect(await within(5_000, call)).toBe(reason)
      end()
    })

    test('is left by a login whose signal ends it', async () => {
      const { renew, end } = endless()
      await using place = await openOAuth(open, serve, { isStale: true, renew, isLoggedOut: true })
      const signal = AbortSignal.timeout(50)
      const call = place.client.login({ session: place.session, signal }).catch((error: unknown) => error)
      expect(await within(5_000, call)).toBe(signal.reason)
      end()
    })

    test('serves all calls that wait for it once it ends', async () => {
      const { renew, end } = endless()
      let renewals = 0
      const counting = () => (renewals++, renew())
      await using place = await openOAuth(open, serve, { isStale: true, renew: counting })
      const calls = Promise.all([place.api.read(), place.api.read(), place.api.list({ validate: 'off' })])
      setTimeout(end, 100)
      expect(await within(5_000, calls)).toHaveLength(3)
      if (name === 'the double') expect(renewals).toBe(1)
    })
  })

  test('whose request does not end is left by timeout and signal', async () => {
    await using place = await openOAuth(open, () => {}, { timeout: 100 })
    expect((await within(5_000, failureOf(place.api.read()))).name).toBe('TimeoutError')
    const signal = AbortSignal.abort(new Error('enough'))
    expect(await place.api.read({ signal }).catch((error: unknown) => error)).toBe(signal.reason)
  })

  describe('whose renewal is refused', () => {
    test('fails with our error, ends, and says so once', async () => {
      await using place = await openOAuth(open, serve, { isStale: true, renew: refuse(name) })
      const error = await failureOf(place.api.read())
      expectHidden(shownBy(error), SECRETS)
      expect(place.events).toEqual(['expire'])
      expect(place.client.did).toBeUndefined()
      expect((await failureOf(place.api.write())).name).toBe('LoginRequiredError')
      expect(place.events).toEqual(['expire'])
      expect(place.home.received).toEqual([])
    })

    test('is not tried again', async () => {
      let renewals = 0
      const renew = () => (renewals++, refuse(name)())
      await using place = await openOAuth(open, serve, { isStale: true, renew })
      await failureOf(place.api.read())
      expect(renewals).toBe(1)
    })

    test('makes a login reject', async () => {
      const options = { isStale: true, renew: refuse(name), isLoggedOut: true }
      await using place = await openOAuth(open, serve, options)
      const error = await failureOf(place.client.login({ session: place.session }))
      expectHidden(shownBy(error), SECRETS)
      expect(place.client.did).toBeUndefined()
    })
  })

  describe('whose token was revoked', () => {
    test('ends, and says so once', async () => {
      await using place = await openOAuth(open, REVOKED)
      await failureOf(place.api.read())
      await failureOf(place.api.read())
      expect(place.events).toEqual(['expire'])
      expect(place.client.did).toBeUndefined()
    })

    test('makes a login reject', async () => {
      await using place = await openOAuth(open, REVOKED, { isLoggedOut: true })
      const error = await failureOf(place.client.login({ session: place.session }))
      expectHidden(shownBy(error), SECRETS)
      expect(place.client.did).toBeUndefined()
    })
  })

  test('whose server has no profiles logs in none the less', async () => {
    const missing: Script = (_, response) => sendJson(response, { error: 'MethodNotImplemented' }, 501)
    await using place = await openOAuth(open, missing, { isLoggedOut: true })
    expect(await place.client.login({ session: place.session })).toMatchObject({ did: DID })
    expect(place.client.did).toBe(DID)
  })
})
