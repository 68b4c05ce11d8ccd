import { requireBinary } from '@typefed/core/internal'
import type { BinaryBody } from '@typefed/core/lexicon'

/** No signature of a picture or a video lies farther behind. */
const ENOUGH = 512

type Bytes = Uint8Array<ArrayBuffer>

/**
 * The MIME type that the first bytes of a file tell; `undefined` if they are those of nothing known. The table of them is
 * loaded when it is first asked, so that it is no part of what an app loads at its start.
 */
export async function mimeTypeOf(bytes: Uint8Array): Promise<string | undefined> {
  const { filetypemime } = await import('./file-types.ts')
  return filetypemime(bytes)[0]
}

/** The first bytes of a file, and the whole of it still to be sent. */
export async function beginningOf(data: BinaryBody): Promise<{ bytes: Bytes; body: BinaryBody }> {
  requireBinary('file', data)
  if (data instanceof ReadableStream) return peek(data)
  if (data instanceof Blob) {
    return { bytes: new Uint8Array(await data.slice(0, ENOUGH).arrayBuffer()), body: data }
  }
  return { bytes: bytesOf(data).subarray(0, ENOUGH), body: data }
}

/** A file as a whole, its type told by itself where nobody said. A stream is read to its end. */
export async function wholeFile(data: BinaryBody, contentType?: string): Promise<Blob> {
  requireBinary('file', data)
  const file =
    data instanceof Blob ? data : data instanceof ReadableStream ? await read(data) : new Blob([data])
  const { bytes } = await beginningOf(file)
  const type = contentType || file.type || (await mimeTypeOf(bytes)) || 'application/octet-stream'
  return file.type === type ? file : file.slice(0, file.size, type)
}

function read(stream: ReadableStream<Bytes>): Promise<Blob> {
  return new Response(stream).blob()
}

function bytesOf(data: ArrayBuffer | ArrayBufferView<ArrayBuffer>): Bytes {
  return data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
}

/** Reads the beginning of a stream, and gives a stream that has all of it. */
async function peek(stream: ReadableStream<Bytes>): Promise<{ bytes: Bytes; body: ReadableStream<Bytes> }> {
  const reader = stream.getReader()
  const chunks: Bytes[] = []
  let size = 0
  while (size < ENOUGH) {
    const { value } = await reader.read()
    if (!value) break
    chunks.push(value)
    size += value.length
  }
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer())
  const body = new ReadableStream<Bytes>({
    async pull(controller) {
      const next = chunks.shift() ?? (await reader.read()).value
      if (next) controller.enqueue(next)
      else controller.close()
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return { bytes: bytes.subarray(0, ENOUGH), body }
}
