import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that the double had. */
export interface Seen {
  path: string
  query: Record<string, string>
  contentType: string | undefined
  token: Record<string, unknown>
}

export interface VideoDoubleOptions {
  /** The account's server, to which the result goes with the token that the client brought. */
  pds: string
  /** What the service answers to the upload. Default: that it has a job. */
  uploadAnswer?: { status: number; body: object }
  /** What it answers, one after the other, before it is done. A number is a status without a body. */
  states?: (object | number)[]
  /** How it ends. Default: with the blob. */
  end?: object
  /** Whether job states come in the envelope that the lexicon names. The real service answers an upload without. */
  envelope?: boolean
}

export interface VideoDouble extends AsyncDisposable {
  readonly url: string
  /** The requests it had, in order. */
  readonly seen: readonly Seen[]
}

const JOB = { jobId: 'job-1', did: 'did:web:video.test' }

/** A video service on loopback. Like the real one it puts the result on the account's server itself. */
export async function videoDouble(options: VideoDoubleOptions): Promise<VideoDouble> {
  const { states = [], envelope = false } = options
  const seen: Seen[] = []
  let blob: object | undefined
  let asked = 0
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost')
    const authorization = request.headers.authorization ?? ''
    seen.push({
      path: pathname,
      query: Object.fromEntries(searchParams),
      contentType: request.headers['content-type'],
      token: payloadOf(authorization),
    })
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (pathname.endsWith('uploadVideo')) {
      const uploaded = await fetch(`${options.pds}/xrpc/com.atproto.repo.uploadBlob`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'video/mp4' },
        body: Buffer.concat(chunks),
      })
      ;({ blob } = (await uploaded.json()) as { blob?: object })
      const { status, body } = options.uploadAnswer ?? {
        status: 200,
        body: { ...JOB, state: 'JOB_STATE_CREATED' },
      }
      return answer(status, envelope ? { jobStatus: body } : body)
    }
    const state = states[asked++]
    if (typeof state === 'number') return answer(state, { error: 'Unavailable' })
    const end = options.end ?? { state: 'JOB_STATE_COMPLETED', progress: 100, blob }
    return answer(200, { jobStatus: { ...JOB, ...(state ?? end) } })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

function payloadOf(authorization: string): Record<string, unknown> {
  const [, payload] = authorization.split('.')
  return payload ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : {}
}
