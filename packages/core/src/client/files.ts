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
  | NativeFile

/** A file by its place, which React Native's own forms read. */
export interface NativeFile {
  /** `file:///…/cat.jpg`. */
  readonly uri: string
  readonly name: string
  /** A MIME type. */
  readonly type: string
}

/** Whether a value is a file, or something that becomes one. */
export function isFile(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && (isBytes(value) || isSource(value) || isNativeFile(value))
  )
}

/** Where a file is in a value: the path to the first one; `undefined` if there is none. Only a form can carry one. */
export function findFile(value: unknown): (string | number)[] | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (isFile(value)) return []
  for (const [key, item] of Object.entries(value)) {
    const path = findFile(item)
    if (path) return [Array.isArray(value) ? Number(key) : key, ...path]
  }
  return undefined
}

/** Whether a value can be a part of a form as it is. */
export function isBytes(value: unknown): value is Blob | ArrayBuffer | ArrayBufferView {
  return value instanceof Blob || value instanceof ArrayBuffer || ArrayBuffer.isView(value)
}

export function isNativeFile(value: unknown): value is NativeFile {
  const { uri, name, type } = Object(value) as Partial<Record<keyof NativeFile, unknown>>
  return typeof uri === 'string' && typeof name === 'string' && typeof type === 'string'
}

/** A body whose streams have been read to their ends, wherever they are, so that a form can hold them. */
export async function readSources<T>(value: T): Promise<T> {
  if (typeof value !== 'object' || value === null || isBytes(value) || value instanceof Date) return value
  if (isSource(value)) return (await read(value)) as T
  if (Array.isArray(value)) return (await Promise.all(value.map(readSources))) as T
  const fields = Object.entries(value).map(async ([name, item]) => [name, await readSources(item)])
  return Object.fromEntries(await Promise.all(fields)) as T
}

/** A source of bytes: a web stream, a stream of Node, a `Blob` of another library. */
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
