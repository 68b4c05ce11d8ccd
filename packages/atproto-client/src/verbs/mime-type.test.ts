import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beginningOf, mimeTypeOf, wholeFile } from './mime-type.ts'

type Bytes = Uint8Array<ArrayBuffer>

const chunks = fc.array(
  fc.uint8Array({ maxLength: 700 }).map((bytes) => new Uint8Array(bytes)),
  { maxLength: 6 },
)

function streamOf(chunks: readonly Bytes[]): ReadableStream<Bytes> {
  const left = [...chunks]
  return new ReadableStream({
    pull(controller) {
      const next = left.shift()
      if (next) controller.enqueue(next)
      else controller.close()
    },
  })
}

const joined = async (chunks: readonly Bytes[]) => new Uint8Array(await new Blob([...chunks]).arrayBuffer())

describe('the beginning of a file', () => {
  test('costs no byte of a stream, in whatever pieces it comes', async () => {
    const property = fc.asyncProperty(chunks, async (given) => {
      const all = await joined(given)
      const { bytes, body } = await beginningOf(streamOf(given))
      expect(bytes).toEqual(all.subarray(0, 512))
      expect(new Uint8Array(await new Response(body as BodyInit).arrayBuffer())).toEqual(all)
    })
    await fc.assert(property)
  })

  test('is that of the part that a view shows', async () => {
    const view = new Uint8Array([9, 9, 1, 2, 3, 9]).subarray(2, 5)
    expect((await beginningOf(view)).bytes).toEqual(new Uint8Array([1, 2, 3]))
    expect((await beginningOf(new DataView(view.buffer, 2, 3))).bytes).toEqual(new Uint8Array([1, 2, 3]))
    expect((await wholeFile(view)).size).toBe(3)
  })

  test('lets a stream be given up, and hands on its failure', async () => {
    const reasons: unknown[] = []
    const endless = new ReadableStream<Bytes>({
      pull: (controller) => controller.enqueue(new Uint8Array(600)),
      cancel: (reason) => void reasons.push(reason),
    })
    const { body } = await beginningOf(endless)
    await (body as ReadableStream<Bytes>).cancel('enough')
    expect(reasons).toEqual(['enough'])
    const broken = new ReadableStream<Bytes>({ pull: () => Promise.reject(new Error('broken')) })
    await expect(beginningOf(broken)).rejects.toThrow('broken')
  })
})

describe('the type of a file', () => {
  test.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1]],
    ['image/gif', [...new TextEncoder().encode('GIF89a')]],
    ['image/webp', [...new TextEncoder().encode('RIFF0000WEBPVP8 ')]],
    ['video/mp4', [0, 0, 0, 24, ...new TextEncoder().encode('ftypisom')]],
    ['video/quicktime', [0, 0, 0, 20, ...new TextEncoder().encode('ftypqt  ')]],
    ['text/vtt', [...new TextEncoder().encode('WEBVTT\n')]],
    [undefined, [...new TextEncoder().encode('hello')]],
    [undefined, []],
  ])('%s is told by its first bytes', async (type, bytes) => {
    expect(await mimeTypeOf(new Uint8Array(bytes))).toBe(type)
  })

  test('is the one that was said, then that of the blob, then what the bytes tell', async () => {
    const gif = new Blob(['GIF89a'])
    const typed = new Blob([gif], { type: 'image/x' })
    const types = [await wholeFile(typed, 'image/y'), await wholeFile(typed), await wholeFile(gif)]
    expect(types.map(({ type }) => type)).toEqual(['image/y', 'image/x', 'image/gif'])
    expect((await wholeFile(new Blob(['?']))).type).toBe('application/octet-stream')
    expect(await wholeFile(typed)).toBe(typed)
  })
})
