/** Real connections that break, stall or lead elsewhere. */
import type { ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import {
  isNetworkError,
  isResponseError,
  isTimeoutError,
  MastodonClient,
  type MastodonClientOptions,
} from '../src/index.ts'
import { failure } from './failure.ts'
import { type Loopback, sendJson, startLoopback } from './loopback.ts'

const clientOf = ({ url }: Loopback, options?: Partial<MastodonClientOptions>) =>
  new MastodonClient({ url, accessToken: 'abc', retry: { limit: 0 }, ...options })

const answerNothing = () => {}
const answerHalf = (_: unknown, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('[{"id": "1"')
}

describe('an answer that', () => {
  test('breaks off is a NetworkError', async () => {
    await using server = await startLoopback((request, response) => {
      answerHalf(request, response)
      setTimeout(() => response.destroy(), 20)
    })
    const error = await failure(clientOf(server).api.v1.lists.get())
    expect(isNetworkError(error)).toBe(true)
    expect(isTimeoutError(error)).toBe(false)
    expect(error.message).toMatch(/^listLists: /)
  })

  test('breaks off while it refuses keeps its status', async () => {
    await using server = await startLoopback((_, response) => {
      response.writeHead(403, { 'content-length': '1000' }).write('{"error"')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await failure(clientOf(server).api.v1.lists.get())).toMatchObject({ status: 403 })
  })

  test.each([
    ['does not begin', answerNothing],
    ['does not end', answerHalf],
  ])('%s is a TimeoutError', async (_, answer) => {
    await using server = await startLoopback(answer)
    const error = await failure(clientOf(server, { timeout: 100 }).api.v1.lists.get())
    expect(isTimeoutError(error) && error.timeout).toBe(100)
    expect(error.message).toBe('listLists: no complete response within 100 ms')
  })

  test('does not begin is waited for as long as one call says', async () => {
    await using server = await startLoopback(answerNothing)
    const error = await failure(clientOf(server).api.v1.lists.get({ timeout: 50 }))
    expect(isTimeoutError(error) && error.timeout).toBe(50)
  })

  test.each([
    ['does not begin', answerNothing],
    ['does not end', answerHalf],
  ])('%s is given up with the reason of the signal', async (_, answer) => {
    const reason = new Error('enough')
    const controller = new AbortController()
    await using server = await startLoopback((request, response) => {
      answer(request, response)
      setTimeout(() => controller.abort(reason), 20)
    })
    const { signal } = controller
    expect(await failure(clientOf(server).api.v1.lists.get({ signal }))).toBe(reason)
    expect(await failure(clientOf(server, { timeout: 0 }).api.v1.lists.get({ signal }))).toBe(reason)
    expect(server.received).toHaveLength(1)
  })

  test('cannot be had for want of a connection is a NetworkError', async () => {
    const server = await startLoopback(answerNothing)
    await server[Symbol.asyncDispose]()
    const error = await failure(clientOf(server).api.v1.lists.get())
    expect(isNetworkError(error)).toBe(true)
    expect(error.message).toBe(`listLists: ${new URL(server.url).host} could not be reached (ECONNREFUSED)`)
  })
})

describe('a redirection', () => {
  const redirect = (status: number, to: (path: string) => string) =>
    startLoopback(({ path }, response) => void response.writeHead(status, { location: to(path) }).end())

  test.each([301, 302, 303, 307, 308])('with %i to another host does not carry the token', async (status) => {
    await using other = await startLoopback((_, response) => sendJson(response, []))
    await using server = await redirect(status, (path) => other.url + path)
    expect(await clientOf(server).api.v1.lists.get()).toEqual([])
    expect(server.received[0]?.headers.authorization).toBe('Bearer abc')
    expect(other.received).toHaveLength(1)
    expect(other.received[0]?.headers.authorization).toBeUndefined()
  })

  test.each([301, 302, 303, 307, 308])(
    'of a write with %i is an error, and sends nothing on',
    async (status) => {
      await using other = await startLoopback((_, response) => sendJson(response, { id: '1', title: 'a' }))
      await using server = await redirect(status, (path) => other.url + path)
      const error = await failure(clientOf(server).api.v1.lists.post({ body: { title: 'a' } }))
      expect(isResponseError(error) && error.status).toBe(status)
      expect(other.received).toEqual([])
    },
  )

  test('within the host carries it', async () => {
    await using server = await startLoopback(({ path }, response) => {
      if (path === '/api/v1/lists') response.writeHead(302, { location: '/moved' }).end()
      else sendJson(response, [])
    })
    expect(await clientOf(server).api.v1.lists.get()).toEqual([])
    expect(server.received[1]).toMatchObject({ path: '/moved', headers: { authorization: 'Bearer abc' } })
  })

  test('without an end is an error that says where to', async () => {
    await using server = await redirect(302, (path) => path)
    const error = await failure(clientOf(server).api.v1.lists.get())
    expect(error).toMatchObject({
      status: 302,
      description: expect.stringContaining(`${server.url}/api/v1/lists`),
    })
  })
})
