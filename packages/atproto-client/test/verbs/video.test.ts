import { isLoginRequiredError, isResponseError, isTimeoutError, isValidationError } from '@typefed/core'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { getRecord } from '../../src/generated/lexicons/com.atproto.repo.getRecord.ts'
import { describeServer } from '../../src/generated/lexicons/com.atproto.server.describeServer.ts'
import type { Post } from '../../src/generated/lexicons/app.bsky.feed.post.ts'
import { XrpcClient } from '../../src/slim.ts'
import { sendVideo } from '../../src/verbs/send-video.ts'
import { isVideoJobError } from '../../src/verbs/video-job-error.ts'
import { someone } from './support.ts'
import { videoDouble } from './video-double.ts'

let network: SharedNetwork
let author: Awaited<ReturnType<typeof someone>>

beforeAll(async () => {
  network = await sharedNetwork()
  author = await someone(network)
}, 120_000)

/** What begins like an MP4. */
const video = new Uint8Array(2_000)
video.set([0, 0, 0, 24])
video.set(new TextEncoder().encode('ftypisom\0\0\x02\0isommp42'), 4)

const captions = new TextEncoder().encode('WEBVTT\n\n00:00.000 --> 00:01.000\nHello\n')
const quick = { pollInterval: 5 }

async function embedOf({ uri }: { uri: string }) {
  const [rkey = '', collection = '', repo = ''] = uri.split('/').toReversed()
  const { value } = await author.call(getRecord, { repo, collection, rkey })
  const { embed } = value as unknown as Post
  if (embed?.$type !== 'app.bsky.embed.video') throw new Error('not a video')
  return embed
}

const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => expect.unreachable('it should have failed'),
    (error: Error) => error,
  )

describe('with a video service', () => {
  test('a video is processed, and posted with its words', async () => {
    const states = [
      { state: 'JOB_STATE_ENCODING', progress: 10 },
      { state: 'JOB_STATE_ENCODING', progress: 90 },
    ]
    await using service = await videoDouble({ pds: network.pds.url, states })
    const progress: (string | number | undefined)[] = []
    const post = await sendVideo(
      author,
      'look',
      {
        video,
        alt: 'a film',
        aspectRatio: { width: 16, height: 9 },
        captions: [{ lang: 'en', file: captions }],
      },
      { ...quick, videoService: service.url, onProgress: (job) => progress.push(job.progress ?? job.state) },
    )
    expect(progress).toEqual(['JOB_STATE_CREATED', 10, 90, 100])
    expect(await embedOf(post)).toMatchObject({
      alt: 'a film',
      aspectRatio: { width: 16, height: 9 },
      video: { mimeType: 'video/mp4', size: video.length },
      captions: [{ lang: 'en', file: { mimeType: 'text/vtt', size: captions.length } }],
    })
  })

  test('the token is for the upload to the account’s own server alone', async () => {
    await using service = await videoDouble({ pds: network.pds.url, envelope: true })
    await sendVideo(
      author,
      'look',
      { video: new Blob([video]).stream() },
      { ...quick, videoService: service.url },
    )
    const { did } = await author.call(describeServer)
    const [upload, poll] = service.seen
    expect(upload).toMatchObject({
      path: '/xrpc/app.bsky.video.uploadVideo',
      query: { did: author.did, name: expect.stringMatching(/\.mp4$/) },
      contentType: 'video/mp4',
      token: { iss: author.did, aud: did, lxm: 'com.atproto.repo.uploadBlob' },
    })
    expect(poll).toMatchObject({
      path: '/xrpc/app.bsky.video.getJobStatus',
      query: { jobId: 'job-1' },
      token: {},
    })
  })

  test('a job that fails is a VideoJobError with its reason', async () => {
    const end = { state: 'JOB_STATE_FAILED', failureCode: 'encoding_failure', message: 'no picture in it' }
    await using service = await videoDouble({ pds: network.pds.url, end })
    const error = await failure(sendVideo(author, 'look', { video }, { ...quick, videoService: service.url }))
    expect(isVideoJobError(error) && error.job).toMatchObject(end)
    expect(error.message).toBe('sendVideo: the video service gave up: encoding_failure: no picture in it')
  })

  test('a file that it has had before is taken from there', async () => {
    const uploadAnswer = { status: 409, body: { error: 'already_exists', jobId: 'job-1' } }
    await using service = await videoDouble({ pds: network.pds.url, uploadAnswer })
    const post = await sendVideo(author, 'again', { video }, { ...quick, videoService: service.url })
    expect((await embedOf(post)).video.size).toBe(video.length)
  })

  test('an upload that it refuses is its refusal', async () => {
    const uploadAnswer = { status: 400, body: { error: 'daily_limit', message: 'not today' } }
    await using service = await videoDouble({ pds: network.pds.url, uploadAnswer })
    const error = await failure(sendVideo(author, 'look', { video }, { ...quick, videoService: service.url }))
    expect(isResponseError(error, 'daily_limit')).toBe(true)
  })

  test('failures to tell of a job are borne, but not for ever', async () => {
    await using weak = await videoDouble({ pds: network.pds.url, states: [503, 429, 500] })
    const post = await sendVideo(author, 'look', { video }, { ...quick, videoService: weak.url })
    expect((await embedOf(post)).video.size).toBe(video.length)
    await using dead = await videoDouble({ pds: network.pds.url, states: Array<number>(50).fill(503) })
    const error = await failure(
      sendVideo(author, 'look', { video }, { pollInterval: 1, videoService: dead.url }),
    )
    expect(isResponseError(error) && error.status).toBe(503)
    expect(dead.seen).toHaveLength(1 + 6)
  })

  test('ends when the time is up, or when the caller says so', async () => {
    const states = Array.from({ length: 1_000 }, () => ({ state: 'JOB_STATE_ENCODING' }))
    await using service = await videoDouble({ pds: network.pds.url, states })
    const options = { ...quick, videoService: service.url }
    const late = await failure(sendVideo(author, 'look', { video }, { ...options, timeout: 500 }))
    expect(isTimeoutError(late) && late.timeout).toBe(500)
    const controller = new AbortController()
    const ended = sendVideo(
      author,
      'look',
      { video },
      { ...options, signal: controller.signal, onProgress: () => controller.abort(new Error('enough')) },
    )
    await expect(ended).rejects.toThrow('enough')
  })
})

describe('without a video service', () => {
  test('the file goes to the account’s server: none wanted, none there, none that knows of videos', async () => {
    await using gone = await videoDouble({ pds: network.pds.url })
    await gone[Symbol.asyncDispose]()
    for (const videoService of [false, gone.url, network.plc.url] as const) {
      const post = await sendVideo(author, 'look', { video }, { ...quick, videoService })
      expect((await embedOf(post)).video).toMatchObject({ mimeType: 'video/mp4', size: video.length })
    }
  })

  test('it must be an MP4', async () => {
    const webm = new Blob([video], { type: 'video/webm' })
    const error = await failure(sendVideo(author, 'look', { video: webm }, { videoService: false }))
    expect(isValidationError(error)).toBe(true)
    expect(error.message).toContain('video.mimeType: expected one of video/mp4')
  })
})

test('what is too large is refused before anything is sent', async () => {
  const seen: string[] = []
  const fetch = (url: string) => {
    seen.push(url)
    return Promise.reject(new Error('nothing should be sent'))
  }
  const session = { did: author.did, fetchHandler: fetch }
  const client = new XrpcClient({ session })
  const large = new Blob([new Uint8Array(300_000_001)], { type: 'video/mp4' })
  const error = await failure(sendVideo(client, '', { video: large }, { fetch }))
  expect(error.message).toContain('video.size: expected at most 300000000 bytes, got 300000001 bytes')
  const file = new Uint8Array(20_001)
  const worded = await failure(sendVideo(client, '', { video, captions: [{ lang: 'en', file }] }, { fetch }))
  expect(worded.message).toContain('captions[0].file.size: expected at most 20000 bytes, got 20001 bytes')
  expect(seen).toEqual([])
  const nobody = new XrpcClient({ service: network.pds.url })
  expect(isLoginRequiredError(await failure(sendVideo(nobody, '', { video })))).toBe(true)
})
