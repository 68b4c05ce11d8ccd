/**
 * A file to send. A `File` has a name and a type of its own. What comes in pieces, a web stream or a stream of Node, is
 * read to its end before it is sent.
 */
export type BinaryBody =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** Whether a value holds a file, or something that becomes one: only a form can carry it. */
export function hasFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return isBytes(value) || isSource(value) || Object.values(value).some(hasFile)
}

/** Whether a value can be a part of a form as it is. */
export function isBytes(value: unknown): value is Blob | ArrayBuffer | ArrayBufferView {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value)
}

/** A body whose streams have been read to their ends, so that a form can hold them. */
export async function readSources(body: object): Promise<object> {
  const fields = Object.entries(body).map(async ([name, value]) => [
    name,
    isSource(value) ? await read(value) : value,
  ])
  return Object.fromEntries(await Promise.all(fields)) as object
}

/** What bytes can be had from: a web stream, a stream of Node, a `Blob` of another library. */
type Source = ReadableStream<Uint8Array> | AsyncIterable<BlobPart> | Pick<Blob, 'arrayBuffer' | 'type'>

function isSource(value: unknown): value is Source {
  if (typeof value !== 'object' || value === null || isBytes(value)) return false
  return 'getReader' in value || 'arrayBuffer' in value || Symbol.asyncIterator in value
}

async function read(source: Source): Promise<Blob> {
  if ('getReader' in source) return new Response(source).blob()
  if ('arrayBuffer' in source) return new Blob([await source.arrayBuffer()], { type: source.type })
  return new Blob(await Array.fromAsync(source))
}
