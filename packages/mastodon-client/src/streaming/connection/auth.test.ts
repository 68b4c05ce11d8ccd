import { afterEach, describe, expect, test, vi } from 'vitest'
import { socketAuth } from './auth.ts'

afterEach(() => vi.unstubAllGlobals())

const HEADERS = { 'user-agent': 'me' }

test('a runtime that can set headers has the token there, beside the others', () => {
  expect(socketAuth('token', HEADERS)).toEqual({
    headers: { 'user-agent': 'me', authorization: 'Bearer token' },
  })
  expect(socketAuth(undefined, HEADERS)).toEqual({ headers: HEADERS })
  expect(socketAuth(undefined, undefined)).toEqual({})
})

describe.each([
  ['a browser', () => vi.stubGlobal('process', undefined)],
  ['a browser with a stand-in for a process', () => vi.stubGlobal('process', { env: {} })],
  ['a worker', () => vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })],
])('%s', (_, pretend) => {
  test('has it as the subprotocol, and in the address only what can be none', () => {
    pretend()
    expect(socketAuth('token-1_2.3', HEADERS)).toEqual({ protocols: ['token-1_2.3'] })
    expect(socketAuth('token=', HEADERS)).toEqual({ query: { access_token: 'token=' } })
    expect(socketAuth(undefined, HEADERS)).toEqual({})
  })
})

test('it goes where it is told to', () => {
  expect(socketAuth('token', undefined, 'subprotocol')).toEqual({ protocols: ['token'] })
  expect(socketAuth('token', undefined, 'query')).toEqual({ query: { access_token: 'token' } })
  expect(socketAuth('token', undefined, 'header')).toEqual({ headers: { authorization: 'Bearer token' } })
})

test('what cannot be a token is refused, and not repeated', () => {
  expect(() => socketAuth('to ken', undefined)).toThrow(/a token/)
  expect(() => socketAuth('to ken', undefined)).not.toThrow(/to ken/)
})
