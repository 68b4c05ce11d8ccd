import { NetworkError, ResponseError } from '@typefed/core'
import { validate } from '@typefed/core/wire'
import { type AtprotoNetwork, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { logIn } from '../../test/support.ts'
import { type Facet, facet } from '../generated/lexicons/app.bsky.richtext.facet.ts'
import { detectFacets } from './detect-facets.ts'
import { segments } from './segments.ts'

const DID = 'did:plc:z72i7hdynmk6r22z27h6tvur'
const refusal = (status: number) =>
  new ResponseError('com.atproto.identity.resolveHandle', {
    status,
    headers: new Headers(),
    error: '',
    description: '',
    body: undefined,
  })
const features = (facets: readonly Facet[]) => facets.flatMap((facet) => facet.features)

test('makes facets of what is found', async () => {
  const text = 'é @alice.test, see example.com #dogs $aapl'
  const facets = await detectFacets(text, { resolveHandle: async () => DID })
  expect(facets).toEqual([
    {
      $type: 'app.bsky.richtext.facet',
      index: { byteStart: 3, byteEnd: 14 },
      features: [{ $type: 'app.bsky.richtext.facet#mention', did: DID }],
    },
    {
      $type: 'app.bsky.richtext.facet',
      index: { byteStart: 20, byteEnd: 31 },
      features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://example.com' }],
    },
    {
      $type: 'app.bsky.richtext.facet',
      index: { byteStart: 32, byteEnd: 37 },
      features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'dogs' }],
    },
    {
      $type: 'app.bsky.richtext.facet',
      index: { byteStart: 38, byteEnd: 43 },
      features: [{ $type: 'app.bsky.richtext.facet#tag', tag: '$AAPL' }],
    },
  ])
})

describe('mentions', () => {
  test('are asked for once a handle, whatever its case', async () => {
    const asked: string[] = []
    const facets = await detectFacets('@alice.test @Alice.test @bob.test', {
      resolveHandle: async (handle) => {
        asked.push(handle)
        return DID
      },
    })
    expect(asked).toEqual(['alice.test', 'bob.test'])
    expect(facets).toHaveLength(3)
  })

  test('stay plain text without somebody to ask', async () => {
    expect(await detectFacets('@alice.test')).toEqual([])
  })

  test.each([
    ['undefined', async () => undefined],
    ['null', async () => null],
    ['what is no DID', async () => ''],
    ['a refusal of status 400', () => Promise.reject(refusal(400))],
    ['a refusal of status 404', () => Promise.reject(refusal(404))],
  ])('of nobody stay plain text: %s', async (_, resolveHandle) => {
    const facets = await detectFacets('@alice.test #dogs', { resolveHandle })
    expect(features(facets)).toEqual([{ $type: 'app.bsky.richtext.facet#tag', tag: 'dogs' }])
  })

  test.each([
    ['no connection', new NetworkError('no connection')],
    ['a status of 502', refusal(502)],
  ])('are not lost to a failure: %s', async (_, failure) => {
    await expect(detectFacets('@alice.test', { resolveHandle: () => Promise.reject(failure) })).rejects.toBe(
      failure,
    )
  })

  test('that are no handles are not asked for', async () => {
    const resolveHandle = () => Promise.reject(new Error('asked'))
    expect(await detectFacets('@.com @-a.test @a..test', { resolveHandle })).toEqual([])
  })
})

test('makes what the lexicon allows, of any text', async () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom(
      ' #',
      ' @a.test',
      ' https://',
      ' a.com',
      '(#',
      ' $A ',
      '\ud800',
      '/',
      ')',
      'e\u0301\u0302'.repeat(60),
    ),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 16, size: 'max' }), async (parts) => {
      for (const one of await detectFacets(parts.join(''), { resolveHandle: async () => DID })) {
        expect(validate(facet, one, 'strict')).toBeUndefined()
      }
    }),
    { numRuns: 2000 },
  )
})

describe('on a real network', () => {
  let network: AtprotoNetwork
  beforeAll(async () => {
    network = await startAtprotoNetwork()
  })
  afterAll(() => network.close())

  test('a post keeps its facets, and a mention of nobody is plain text', async () => {
    const account = await network.createAccount()
    const client = await logIn(network, account)
    const did = client.did as string
    const text = `🦋 @${account.handle}, @nobody-at-all.test and (#tag) on example.com \ud800 $AAPL`
    const facets = await detectFacets(text, {
      resolveHandle: async (handle) => (await client.com.atproto.identity.resolveHandle({ handle })).did,
    })
    const record = { $type: 'app.bsky.feed.post', text, facets, createdAt: new Date().toISOString() }
    const { uri } = await client.com.atproto.repo.createRecord({
      repo: did,
      collection: 'app.bsky.feed.post',
      record,
    })
    const { value } = await client.com.atproto.repo.getRecord({
      repo: did,
      collection: 'app.bsky.feed.post',
      rkey: uri.slice(uri.lastIndexOf('/') + 1),
    })
    const stored = value as unknown as { text: string; facets: Facet[] }
    expect(stored.text).toBe(text.toWellFormed())
    const shown = segments(stored.text, stored.facets).filter(({ facet }) => facet)
    expect(
      shown.map(({ text, mention, link, tag }) => [text, mention?.did ?? link?.uri ?? tag?.tag]),
    ).toEqual([
      [`@${account.handle}`, did],
      ['#tag', 'tag'],
      ['example.com', 'https://example.com'],
      ['$AAPL', '$AAPL'],
    ])
  })
})
