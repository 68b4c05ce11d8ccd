import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeToken } from './jwt.ts'
import { Session } from './session.ts'

const base64url = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
const token = (payload: object) => `${base64url({ alg: 'HS256' })}.${base64url(payload)}.c2ln`

const data = {
  handle: 'alice.test',
  did: 'did:plc:abc',
  accessJwt: token({ sub: 'did:plc:abc', scope: 'com.atproto.access', iat: 1_000, exp: 8_200 }),
  refreshJwt: token({ sub: 'did:plc:abc', scope: 'com.atproto.refresh', jti: 'x', exp: 99_999 }),
  pdsEndpoint: 'https://pds.example',
}

describe('a session', () => {
  test('is one line in the Python library’s form, and reads it back', () => {
    const session = new Session(data)
    expect(session.encode()).toBe(
      `alice.test:::did:plc:abc:::${data.accessJwt}:::${data.refreshJwt}:::https://pds.example`,
    )
    expect(Session.decode(session.encode()).toJSON()).toEqual(data)
  })

  test('reads the form without a server, and a server that ends in /xrpc', () => {
    const [handle, did, access, refresh] = Object.values(data)
    expect(Session.decode([handle, did, access, refresh].join(':::')).pdsEndpoint).toBe('https://bsky.social')
    const old = [handle, did, access, refresh, 'https://pds.example/xrpc'].join(':::')
    expect(Session.decode(old).pdsEndpoint).toBe('https://pds.example')
  })

  test('tells what its tokens say', () => {
    const { accessJwtPayload, refreshJwtPayload } = new Session(data)
    expect(accessJwtPayload).toMatchObject({ scope: 'com.atproto.access', iat: 1_000, exp: 8_200 })
    expect(refreshJwtPayload).toMatchObject({ jti: 'x' })
    expect(decodeToken('not a token')).toEqual({})
  })

  test('is copied with changes', () => {
    expect(new Session(data).copy({ handle: 'new.test' }).toJSON()).toEqual({ ...data, handle: 'new.test' })
  })

  test('refuses anything else without repeating it', () => {
    const wrong = fc.string().filter((text) => text.split(':::').length < 4)
    const property = fc.property(wrong, (text) => {
      const secret = `s3cret-${text}`
      expect(() => Session.decode(secret)).toThrow(TypeError)
      expect(() => Session.decode(secret)).not.toThrow('s3cret')
    })
    fc.assert(property)
  })

  test('refuses a server that is none', () => {
    for (const endpoint of ['pds.example', 'ftp://pds.example', 'javascript:alert(1)', 'https://']) {
      const text = [...Object.values(data).slice(0, 4), endpoint].join(':::')
      expect(() => Session.decode(text)).toThrow('expected handle:::did:::accessJwt:::refreshJwt:::https://…')
      expect(() => Session.decode(text)).not.toThrow(data.accessJwt)
    }
  })

  test('survives the way through text, whatever its parts are', () => {
    const part = fc.string({ minLength: 1 }).filter((text) => !text.includes(':') && text.trim() === text)
    const property = fc.property(part, part, part, part, (handle, did, accessJwt, refreshJwt) => {
      const session = { ...data, handle, did: `did:plc:${did}`, accessJwt, refreshJwt }
      expect(Session.decode(new Session(session).encode()).toJSON()).toEqual(session)
    })
    fc.assert(property)
  })
})
