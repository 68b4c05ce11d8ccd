import { isLoginRequiredError, isValidationError } from '@typefed/core'
import { faultyFront } from '@typefed/test-servers/faults'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, describe, expect, test } from 'vitest'
import { getBlob } from '../../src/generated/lexicons/com.atproto.sync.getBlob.ts'
import { PasswordSession, XrpcClient } from '../../src/slim.ts'
import { getPost } from '../../src/verbs/posts.ts'
import { type ImageInput, sendImage, sendImages } from '../../src/verbs/send-images.ts'
import { sendPost } from '../../src/verbs/send-post.ts'
import { uploadBlob } from '../../src/verbs/upload-blob.ts'
import { PICTURE } from '../support.ts'
import { someone } from './support.ts'

let network: SharedNetwork
let author: Awaited<ReturnType<typeof someone>>
let bytes: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  network = await sharedNetwork()
  author = await someone(network)
  bytes = new Uint8Array(await PICTURE.arrayBuffer())
}, 120_000)

/** A PNG of this size, as far as its header tells. */
function picture(width: number, height: number, length = 100): Uint8Array<ArrayBuffer> {
  const file = new Uint8Array(length)
  file.set(bytes)
  const view = new DataView(file.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return file
}

async function shown(post: { uri: string }) {
  await network.processAll()
  const view = await getPost(author, post)
  if (view?.record.$type !== 'app.bsky.feed.post') throw new Error('the post is not shown')
  return { embed: view.embed, record: view.record }
}

describe('uploadBlob', () => {
  test('finds the type of bytes, of a buffer, of a blob and of a stream', async () => {
    const untyped = new Blob([bytes])
    for (const data of [bytes, bytes.buffer, new DataView(bytes.buffer), untyped, untyped.stream()]) {
      expect(await uploadBlob(author, data)).toMatchObject({ mimeType: 'image/png', size: bytes.length })
    }
  })

  test('sends every byte of a stream, in whatever pieces it comes', async () => {
    const sent = crypto.getRandomValues(new Uint8Array(3_000))
    for (const size of [1, 511, 512, 3_000]) {
      let at = 0
      const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
        pull(controller) {
          if (at >= sent.length) return controller.close()
          controller.enqueue(sent.slice(at, (at += size)))
        },
      })
      const blob = await uploadBlob(author, stream, { contentType: 'application/x-test' })
      expect(blob.size).toBe(sent.length)
      const answer = await uploadBlob(author, sent, { contentType: 'application/x-test' })
      expect(blob.ref).toEqual(answer.ref)
    }
  })

  test('keeps the type that is said, over the one of the blob, over what the bytes tell', async () => {
    await using front = await faultyFront(network.pds.url)
    const { handle: identifier, password } = await network.createAccount()
    const client = new XrpcClient({
      session: await PasswordSession.login({ service: front.url, identifier, password }),
    })
    const typed = new Blob([bytes], { type: 'image/x-mine' })
    await uploadBlob(client, typed, { contentType: 'image/x-said' })
    await uploadBlob(client, typed)
    await uploadBlob(client, bytes)
    await uploadBlob(client, new TextEncoder().encode('nothing known'))
    const uploads = front.requests.filter(({ path }) => path.endsWith('uploadBlob'))
    expect(uploads.map(({ headers }) => headers['content-type'])).toEqual([
      'image/x-said',
      'image/x-mine',
      'image/png',
      'application/octet-stream',
    ])
  })
})

describe('sendImage and sendImages', () => {
  test('show a picture with its words and its measures', async () => {
    const quote = await sendPost(author, 'quoted')
    const plain = await shown(await sendImage(author, 'look', { image: bytes, alt: 'a dot' }))
    if (plain.embed?.$type !== 'app.bsky.embed.images#view') throw new Error('not images')
    expect(plain.embed.images[0]).toMatchObject({ alt: 'a dot', aspectRatio: { width: 1, height: 1 } })

    const image = { image: PICTURE.stream(), aspectRatio: { width: 16, height: 9 } }
    const quoting = await shown(await sendImage(author, 'look there', image, { quote, langs: ['en'] }))
    expect(quoting.record).toMatchObject({
      langs: ['en'],
      embed: {
        $type: 'app.bsky.embed.recordWithMedia',
        media: { images: [{ alt: '', aspectRatio: { width: 16, height: 9 } }] },
      },
    })
  })

  test('four go as images, in their order; more as a gallery', async () => {
    const inputs = Array.from({ length: 6 }, (_, i) => ({ image: picture(i + 1, 7), alt: `${i}` }))
    const four = await shown(await sendImages(author, 'four', inputs.slice(0, 4)))
    if (four.record.embed?.$type !== 'app.bsky.embed.images') throw new Error('not images')
    expect(four.record.embed.images.map(({ alt, aspectRatio }) => [alt, aspectRatio?.width])).toEqual([
      ['0', 1],
      ['1', 2],
      ['2', 3],
      ['3', 4],
    ])
    const six = await shown(await sendImages(author, 'six', inputs))
    if (six.record.embed?.$type !== 'app.bsky.embed.gallery') throw new Error('not a gallery')
    expect(six.record.embed.items).toHaveLength(6)
    expect(six.record.embed.items[5]).toMatchObject({ alt: '5', aspectRatio: { width: 6, height: 7 } })
  })

  test('refuse before any upload what the lexicon does not allow', async () => {
    await using front = await faultyFront(network.pds.url)
    const { handle: identifier, password } = await network.createAccount()
    const session = await PasswordSession.login({ service: front.url, identifier, password })
    const client = new XrpcClient({ session })
    const before = front.requests.length
    const refusal = async (images: readonly ImageInput[]) => {
      const error: unknown = await sendImages(client, 'no', images).catch((error: unknown) => error)
      return isValidationError(error) ? error.message : error
    }
    const large = picture(1, 1, 2_000_001)
    expect(await refusal([{ image: bytes }, { image: large }])).toBe(
      'sendImages is not valid: images[1].image.size: expected at most 2000000 bytes, got 2000001 bytes',
    )
    expect(await refusal([])).toContain('images: expected at least one picture, got none')
    const many = Array.from({ length: 21 }, () => ({ image: bytes }))
    expect(await refusal(many)).toContain('items: expected')
    const text = { image: new TextEncoder().encode('a text') }
    expect(await refusal([text])).toContain('images[0].image.mimeType: expected one of image/*')
    expect(
      await refusal([{ image: bytes }, ...many.slice(0, 3), { image: new Blob(['?'], { type: 'image/x' }) }]),
    ).toContain('items[4].aspectRatio: expected')
    expect(front.requests).toHaveLength(before)
  })

  test('end when the caller says so, although a stream goes on for ever', async () => {
    const endless = () =>
      new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (stream) => stream.enqueue(bytes) })
    const controller = new AbortController()
    const { signal } = controller
    const calls = [
      sendImage(author, '', { image: endless() }, { signal }),
      uploadBlob(author, endless(), { signal }),
    ]
    controller.abort(new Error('enough'))
    for (const call of calls) await expect(call).rejects.toThrow('enough')
  })

  test('need a session', async () => {
    const nobody = new XrpcClient({ service: network.pds.url })
    for (const call of [sendImage(nobody, '', { image: bytes }), uploadBlob(nobody, bytes)]) {
      expect(isLoginRequiredError(await call.catch((error: unknown) => error))).toBe(true)
    }
  })

  test('give back the very bytes', async () => {
    const { record } = await shown(await sendImage(author, 'bytes', { image: bytes }))
    if (record.embed?.$type !== 'app.bsky.embed.images') throw new Error('not images')
    const cid = record.embed.images[0]?.image.ref.$link ?? ''
    const response = await author.call(getBlob, { did: author.did, cid })
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
  })
})
