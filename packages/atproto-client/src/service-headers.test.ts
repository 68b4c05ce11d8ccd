import { describe, expect, test } from 'vitest'
import { CHAT_SERVICE, labelersHeader, proxyHeader } from './service-headers.ts'

describe('the header for a proxy', () => {
  test('names the service', () => {
    expect(proxyHeader(CHAT_SERVICE)).toEqual({ 'atproto-proxy': 'did:web:api.bsky.chat#bsky_chat' })
  })

  test.each([
    '',
    'did:web:api.bsky.chat',
    '#bsky_chat',
    'https://api.bsky.chat#x',
    'did:web:a#b#c',
    'did:web:a\n#b',
  ])('is refused for %j', (service) => {
    expect(() => proxyHeader(service)).toThrow('proxy is not valid: expected a DID and a service')
    if (service) expect(() => proxyHeader(service)).not.toThrow(service)
  })
})

describe('the header for labelers', () => {
  const dids = ['did:plc:a', 'did:plc:b']

  test('names them, and who may take content away', () => {
    const header = (...args: Parameters<typeof labelersHeader>) =>
      labelersHeader(...args)['atproto-accept-labelers']
    expect(header(dids)).toBe('did:plc:a, did:plc:b')
    expect(header(dids, { redact: true })).toBe('did:plc:a;redact, did:plc:b;redact')
    expect(header(dids, { redact: ['did:plc:b'] })).toBe('did:plc:a, did:plc:b;redact')
    expect(header([])).toBe('')
  })

  test('is refused for what is no DID, with its place', () => {
    expect(() => labelersHeader([...dids, 'alice.example'])).toThrow(
      'labelers is not valid: [2]: expected a DID',
    )
    expect(() => labelersHeader(['did:plc:a, did:plc:evil;redact'])).toThrow('expected a DID')
  })
})
