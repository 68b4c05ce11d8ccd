import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeAtUri, parseAtUri } from './at-uri.ts'

const repo = fc.oneof(
  fc.stringMatching(/^did:[a-z]{1,5}:[a-zA-Z0-9._:%-]{0,20}[a-zA-Z0-9._-]$/),
  fc.stringMatching(/^[a-z0-9]{1,10}\.[a-z]{2,5}$/),
)
const collection = fc.stringMatching(/^[a-z]{1,5}\.[a-z0-9]{1,5}\.[a-zA-Z]{1,8}$/)
const rkey = fc.stringMatching(/^[a-zA-Z0-9_~:-][a-zA-Z0-9_~.:-]{0,20}$/)

test('a URI that is made of parts comes apart into them', () => {
  const parts = fc.oneof(
    fc.record({ repo }),
    fc.record({ repo, collection }),
    fc.record({ repo, collection, rkey }),
    fc.record({ repo, collection, rkey, fragment: fc.stringMatching(/^\/[a-zA-Z0-9/]{0,8}$/) }),
  )
  const property = fc.property(parts, (given) => {
    expect(parseAtUri(makeAtUri(given))).toEqual(given)
  })
  fc.assert(property)
})

test.each([
  '',
  'at://',
  'at://did:plc:abc/',
  'at://did:plc:abc/nope',
  'at://did:plc:abc/app.bsky.feed.post/..',
  'at://did:plc:abc/app.bsky.feed.post/a/b',
  'at://did:plc:abc/app.bsky.feed.post/a?b=c',
  'https://bsky.app/profile/alice.test',
])('%j is no at:// URI', (text) => {
  expect(() => parseAtUri(text)).toThrow('expected at://<did or handle>/<collection>/<key>')
})

test.each([
  { repo: 'nobody' },
  { repo: 'did:plc:abc', rkey: 'a' },
  { repo: 'did:plc:abc/app.bsky.feed.post' },
  { repo: 'did:plc:abc', collection: 'app.bsky.feed.post/a' },
  { repo: 'did:plc:abc', collection: 'app.bsky.feed.post', rkey: 'a/b' },
  { repo: 'did:plc:abc', collection: 'app.bsky.feed.post', rkey: 'a#/b' },
  { repo: 'did:plc:abc', collection: 'app.bsky.feed.post', rkey: '' },
])('no URI is made of %j', (parts) => {
  expect(() => makeAtUri(parts)).toThrow('URI is not valid')
})
