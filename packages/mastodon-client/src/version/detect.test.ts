import { isNetworkError, isResponseError } from '@typefed/core'
import { sendTo } from '@typefed/core/pipeline'
import { anything } from '@typefed/core/wire'
import nock from 'nock'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { detectServer, type FetchJson, serverProbe } from './detect.ts'

const SERVER = 'https://server.test'

beforeAll(() => nock.disableNetConnect())
afterEach(() => {
  const unasked = nock.pendingMocks()
  nock.cleanAll()
  if (unasked.length > 0) throw new Error(`not asked for: ${unasked.join(', ')}`)
})
afterAll(() => nock.restore())

const fetchJson: FetchJson = async (path) => {
  const endpoint = { name: path, method: 'GET', path, output: anything() } as const
  return (await sendTo(SERVER + path, endpoint, { timeout: 5_000 })).data
}

/** Answers to `/api/v2/instance`, `/api/v1/instance` and NodeInfo; a number is a status. */
function answers(...bodies: (object | string | number)[]): void {
  const paths = ['/api/v2/instance', '/api/v1/instance', '/.well-known/nodeinfo', '/nodeinfo/2.0']
  for (const [index, body] of bodies.entries()) {
    const status = typeof body === 'number' ? body : 200
    nock(SERVER)
      .get(paths[index] ?? '')
      .reply(status, typeof body === 'number' ? '' : body)
  }
}

const linkTo = (href: string) => ({
  links: [
    { rel: 'https://www.w3.org/ns/activitystreams#Application', href: 'https://server.test/actor' },
    { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href },
  ],
})
const LINKS = linkTo(`${SERVER}/nodeinfo/2.0`)
const software = (name: string, version: string) => ({ software: { name, version } })

describe('a server is known', () => {
  test('from api_versions, with one request', async () => {
    answers({ version: '4.5.2', api_versions: { mastodon: 7 } })
    expect(await detectServer(fetchJson)).toEqual({
      software: 'mastodon',
      softwareVersion: '4.5.2',
      version: '4.5.2',
      apiVersion: 7,
      source: 'api_versions',
    })
  })

  test('from its version where it has no api_versions', async () => {
    answers({ version: '2.7.2 (compatible; Akkoma 3.10.4-0-gebfb617)', api_versions: {} })
    expect(await detectServer(fetchJson)).toMatchObject({
      software: 'akkoma',
      version: '2.7.2',
      source: 'version',
    })
  })

  test.each([404, 500, '<html>…</html>', '{ "version": ', {}, { version: 4 }, '[]', 'null'])(
    'from /api/v1/instance where /api/v2/instance says %j',
    async (second) => {
      answers(second, { version: '3.5.3' })
      expect(await detectServer(fetchJson)).toMatchObject({ version: '3.5.3', source: 'version' })
    },
  )

  test('from NodeInfo where the instance does not name itself', async () => {
    answers(404, { version: '0.7.2' }, LINKS, software('BookWyrm', '0.7.2'))
    expect(await detectServer(fetchJson)).toEqual({
      software: 'bookwyrm',
      softwareVersion: '0.7.2',
      version: undefined,
      source: 'nodeinfo',
    })
  })

  test('from both, each for what it knows', async () => {
    answers({ version: '0.6.2', api_versions: { mastodon: 2 } })
    nock(SERVER).get('/.well-known/nodeinfo').reply(200, LINKS)
    nock(SERVER).get('/nodeinfo/2.0').reply(200, software('hollo', '0.6.2'))
    expect(await detectServer(fetchJson)).toEqual({
      software: 'hollo',
      softwareVersion: '0.6.2',
      version: '4.3.0',
      apiVersion: 2,
      source: 'api_versions',
    })
  })

  test('from NodeInfo alone', async () => {
    answers(401, 401, LINKS, software('mastodon', '4.3.0-beta.1+glitch'))
    expect(await detectServer(fetchJson)).toEqual({
      software: 'glitch-soc',
      softwareVersion: '4.3.0-beta.1',
      version: '4.3.0',
      source: 'nodeinfo',
    })
  })

  test('of other software NodeInfo gives no version of Mastodon', async () => {
    answers(404, 404, LINKS, software('pleroma', '2.5.0'))
    expect(await detectServer(fetchJson)).toMatchObject({ software: 'pleroma', version: undefined })
  })

  test('as one that tells nothing', async () => {
    answers(404, 404, 404)
    expect(await detectServer(fetchJson)).toMatchObject({ software: undefined, source: 'none' })
  })

  test('from its own host only, whatever NodeInfo links to', async () => {
    answers(404, 404, linkTo('https://elsewhere.test/nodeinfo/2.0'), software('mastodon', '4.3.0'))
    expect(await detectServer(fetchJson)).toMatchObject({ version: '4.3.0' })
    for (const href of ['javascript:alert(1)', 'https://server.test//elsewhere.test/x', 'https://', '']) {
      answers(404, 404, linkTo(href))
      expect(await detectServer(fetchJson)).toMatchObject({ source: 'none' })
    }
  })
})

describe('a probe', () => {
  test('asks once for all who wait, and not again', async () => {
    answers({ version: '4.2.1' })
    const probe = serverProbe(fetchJson)
    expect(probe.known).toBeUndefined()
    const [first, second] = await Promise.all([probe.find(), probe.find()])
    expect(second).toBe(first)
    expect(await probe.find()).toBe(first)
    expect(probe.known).toBe(first)
  })

  test('does not remember a failure', async () => {
    nock(SERVER).get('/api/v2/instance').replyWithError(new Error('connection refused'))
    const probe = serverProbe(fetchJson)
    const failed = await Promise.allSettled([probe.find(), probe.find()])
    for (const result of failed) expect(isNetworkError((result as PromiseRejectedResult).reason)).toBe(true)
    answers({ version: '4.2.1' })
    expect(await probe.find()).toMatchObject({ version: '4.2.1' })
  })

  test('does not take a busy server for an unknown one', async () => {
    answers(503, 503, 503)
    const probe = serverProbe(fetchJson)
    expect(await probe.find().catch((error: unknown) => isResponseError(error))).toBe(true)
    answers({ version: '4.2.1' })
    expect(await probe.find()).toMatchObject({ version: '4.2.1' })
  })

  test('does not take a server that wants a token for an unknown one', async () => {
    answers(401, 403, 401)
    const probe = serverProbe(fetchJson)
    expect(await probe.find().catch((error: unknown) => isResponseError(error))).toBe(true)
    answers({ version: '4.2.1' })
    expect(await probe.find()).toMatchObject({ version: '4.2.1' })
  })

  test('with a version does not ask', async () => {
    const probe = serverProbe(() => expect.unreachable(), '4.2.1')
    expect(await probe.find()).toMatchObject({ software: 'mastodon', version: '4.2.1', source: 'option' })
  })
})
