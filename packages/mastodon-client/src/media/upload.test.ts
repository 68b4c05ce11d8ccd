import { isNetworkError, isTimeoutError, isUnprocessableEntityError, ResponseError } from '@typefed/core'
import { startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { describe, expect, test } from 'vitest'
import { MastodonClient, type MastodonClientOptions } from '../client.ts'
import { RestClient } from '../rest-client.ts'
import { uploadMedia } from './upload.ts'

const SERVER = 'https://server.test'
const picture = () => new File(['not really a picture'], 'a.png', { type: 'image/png' })

const media = (url: string | null) => ({
  id: '7',
  type: 'image',
  url,
  preview_url: null,
  remote_url: null,
  meta: {},
  description: null,
})

interface Sent {
  readonly call: string
  readonly at: number
  readonly body: FormData | undefined
}

/** A client of a server that answers one thing after the other, the last one for ever. */
function serve(
  answers: (number | (() => Promise<Response>))[],
  options: Partial<MastodonClientOptions> = {},
): { client: MastodonClient; sent: Sent[] } {
  const sent: Sent[] = []
  const client = new MastodonClient({
    url: SERVER,
    accessToken: 'abc-123',
    retry: { limit: 0 },
    gating: 'off',
    async fetch(url, { method, body, signal }) {
      const answer = answers[Math.min(sent.length, answers.length - 1)]
      const form = body instanceof FormData ? body : undefined
      sent.push({ call: `${method} ${url.slice(SERVER.length)}`, at: performance.now(), body: form })
      signal?.throwIfAborted()
      if (typeof answer === 'function') return answer()
      const status = answer ?? 500
      const isFile = status === 200 || status === 202 || status === 206
      const value = isFile ? media(status === 200 ? `${SERVER}/a.png` : null) : { error: 'It cannot be done' }
      return Response.json(value, { status })
    },
    ...options,
  })
  return { client, sent }
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  )

const callsOf = (sent: readonly Sent[]) => sent.map(({ call }) => call)
const UPLOAD = 'POST /api/v2/media'
const LOOK = 'GET /api/v1/media/7'

describe('an upload', () => {
  test('that is ready at once is not waited for', async () => {
    const { client, sent } = serve([200])
    expect(await client.uploadMedia({ file: picture() })).toEqual(media(`${SERVER}/a.png`))
    expect(callsOf(sent)).toEqual([UPLOAD])
  })

  test('carries file, name and words', async () => {
    const { client, sent } = serve([200])
    await client.uploadMedia({ file: picture(), description: 'A tree', focus: '0.5,-0.25' })
    const form = sent[0]?.body
    const file = form?.get('file') as File
    expect([file.name, file.type, await file.text()]).toEqual(['a.png', 'image/png', 'not really a picture'])
    expect([form?.get('description'), form?.get('focus')]).toEqual(['A tree', '0.5,-0.25'])
  })

  test('is looked at until it is ready, less and less often', async () => {
    const { client, sent } = serve([202, 206, 206, 206, 200])
    const statuses: number[] = []
    const done = client.uploadMedia(
      { file: picture() },
      { pollInterval: 100, onResponse: ({ status }) => statuses.push(status) },
    )
    expect(await done).toMatchObject({ url: `${SERVER}/a.png` })
    expect(callsOf(sent)).toEqual([UPLOAD, LOOK, LOOK, LOOK, LOOK])
    expect(statuses).toEqual([202, 206, 206, 206, 200])
    // A timer may come late, and a moment early.
    for (const [index, wait] of [100, 150, 225, 337].entries()) {
      expect((sent[index + 1]?.at ?? 0) - (sent[index]?.at ?? 0)).toBeGreaterThanOrEqual(wait - 5)
    }
  })

  test('that is not ready in time is a TimeoutError', async () => {
    const { client, sent } = serve([202, 206])
    const error = await failure(client.uploadMedia({ file: picture() }, { timeout: 150, pollInterval: 40 }))
    expect(isTimeoutError(error) && error.timeout).toBe(150)
    expect(error.message).toBe('uploadMedia: no complete response within 150 ms')
    expect(callsOf(sent)[0]).toBe(UPLOAD)
  })

  test('that is not answered in time is a TimeoutError of the whole', async () => {
    const { client } = serve([], { fetch: (_, { signal }) => untilAborted(signal) })
    const error = await failure(client.uploadMedia({ file: picture() }, { timeout: 50 }))
    expect(isTimeoutError(error) && error.timeout).toBe(50)
    expect(error.message).toBe('uploadMedia: no complete response within 50 ms')
  })

  test('that cannot be processed fails with what the server says', async () => {
    const { client } = serve([202, 206, 422])
    const error = await failure(client.uploadMedia({ file: picture() }, { pollInterval: 1 }))
    expect(isUnprocessableEntityError(error)).toBe(true)
    expect(error).toMatchObject({
      description: 'It cannot be done',
      message: 'getMedia: 422 It cannot be done',
    })
  })

  test('that is refused is not sent again, the older way neither', async () => {
    for (const status of [401, 403, 413, 422, 500]) {
      const { client, sent } = serve([status])
      const error = await failure(client.uploadMedia({ file: picture() }))
      expect(error).toBeInstanceOf(ResponseError)
      expect(error).toMatchObject({ status })
      expect(callsOf(sent)).toEqual([UPLOAD])
    }
  })

  test('that breaks off is a NetworkError', async () => {
    const { client } = serve([() => Promise.reject(new TypeError('fetch failed'))])
    expect(isNetworkError(await failure(client.uploadMedia({ file: picture() })))).toBe(true)
  })
})

describe('the signal ends an upload with its reason', () => {
  const reason = new Error('enough')

  test('before it begins', async () => {
    const { client, sent } = serve([200])
    const signal = AbortSignal.abort(reason)
    expect(await failure(client.uploadMedia({ file: picture() }, { signal }))).toBe(reason)
    expect(sent).toEqual([])
  })

  test('while it is sent', async () => {
    const controller = new AbortController()
    const { client } = serve([], {
      fetch: (_, { signal }) => {
        setTimeout(() => controller.abort(reason), 5)
        return untilAborted(signal)
      },
    })
    const upload = client.uploadMedia({ file: picture() }, { signal: controller.signal })
    expect(await failure(upload)).toBe(reason)
  })

  test('while it is processed', async () => {
    const controller = new AbortController()
    const { client, sent } = serve([202, 206])
    const upload = client.uploadMedia(
      { file: picture() },
      {
        signal: controller.signal,
        pollInterval: 3_600_000,
        timeout: 0,
        onResponse: () => setTimeout(() => controller.abort(reason), 5),
      },
    )
    expect(await failure(upload)).toBe(reason)
    expect(callsOf(sent)).toEqual([UPLOAD])
  })
})

describe('the older way is taken with the same bytes', () => {
  const stream = () => new Blob(['bytes']).stream()
  const textOf = async (sent: Sent | undefined) => new Response(sent?.body?.get('file') ?? 'no file').text()

  test('if the server has not the newer one', async () => {
    const { client, sent } = serve([404, 200])
    expect(await client.uploadMedia({ file: stream() })).toMatchObject({ id: '7' })
    expect(callsOf(sent)).toEqual([UPLOAD, 'POST /api/v1/media'])
    expect(await Promise.all(sent.map(textOf))).toEqual(['bytes', 'bytes'])
  })

  test('if the server is known to be too old, without trying the newer one', async () => {
    const { client, sent } = serve([200], { version: '3.0.0', gating: 'throw' })
    await client.uploadMedia({ file: stream() })
    expect(callsOf(sent)).toEqual(['POST /api/v1/media'])
    expect(await textOf(sent[0])).toBe('bytes')
  })
})

describe('in the sandbox', () => {
  test('a file that takes time can be posted when the upload is done', async () => {
    await using sandbox = await startMastodonSandbox({ mediaProcessing: 300 })
    const client = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
    const done = await client.uploadMedia({ file: picture(), description: 'A tree' }, { pollInterval: 50 })
    expect(done).toMatchObject({ url: expect.any(String), description: 'A tree' })
    const post = await client.api.v1.statuses.post({ body: { status: 'Look', media_ids: [done.id] } })
    expect(post).toMatchObject({ media_attachments: [{ id: done.id }] })
    expect(sandbox.requests.map(({ path }) => path)).toContain(`/api/v1/media/${done.id}`)
    expect([sandbox.violations, sandbox.faults]).toEqual([[], []])
  })

  test('an old server gets the file the older way', async () => {
    await using sandbox = await startMastodonSandbox({ version: '3.0.0', mediaProcessing: 60_000 })
    const client = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
    expect(await client.uploadMedia({ file: picture() })).toMatchObject({ type: 'image' })
    expect(sandbox.requests.at(-1)).toMatchObject({ method: 'POST', path: '/api/v1/media', status: 200 })
  })

  test('a slim client uploads too', async () => {
    await using sandbox = await startMastodonSandbox({ mediaProcessing: 100 })
    const client = new RestClient({ url: sandbox.url, accessToken: sandbox.token })
    const done = await uploadMedia(client, { file: picture() }, { pollInterval: 20 })
    expect(done).toMatchObject({ type: 'image', url: expect.any(String) })
  })
})

describe('a stream that never ends', () => {
  const endless = () =>
    new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array(1)) })

  test('is given up when the time is up, and nothing has been sent', async () => {
    const { client, sent } = serve([200])
    const upload = client.uploadMedia({ file: endless() }, { timeout: 30 })
    await expect(upload).rejects.toThrow('uploadMedia: no complete response within 30 ms')
    const call = client.api.v2.media.post({ body: { file: endless() }, timeout: 30 })
    await expect(call).rejects.toSatisfy(isTimeoutError)
    expect(sent).toEqual([])
  })

  test('is given up when the caller says so', async () => {
    const { client, sent } = serve([200])
    const reason = new Error('enough')
    const controller = new AbortController()
    const options = { signal: controller.signal }
    const calls = [
      client.uploadMedia({ file: endless() }, options),
      client.api.v2.media.post({ body: { file: endless() }, ...options }),
    ]
    controller.abort(reason)
    for (const call of calls) await expect(call).rejects.toBe(reason)
    expect(sent).toEqual([])
  })
})

function untilAborted(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)))
}
