import { validationError } from '../errors/validation-error.ts'
import { kindOf } from '../wire/index.ts'

/** A body that is not JSON. */
export type BinaryBody =
  | Blob
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | ReadableStream<Uint8Array<ArrayBuffer>>

/** Whether a body can be sent once only. */
export function isStream(body: unknown): body is ReadableStream {
  return body instanceof ReadableStream
}

/** Whether a body goes out as it is. */
export function isBinary(body: unknown): boolean {
  return (
    [Blob, ArrayBuffer, ReadableStream, FormData].some((type) => body instanceof type) ||
    ArrayBuffer.isView(body)
  )
}

/** Throws ValidationError for a value that is no file. */
export function requireBinary(what: string, body: unknown): void {
  if (isBinary(body)) return
  const hint = typeof body === 'string' ? ': a path is no file, read it first' : ''
  throw validationError(what, [], 'a Blob, a File, bytes or a stream', `${kindOf(body)}${hint}`)
}

/** The MIME type of a binary body: that of the call, of the Blob, or of the description. */
export function contentTypeOf(mimeType: string, body: unknown, contentType: string | undefined): string {
  const described = mimeType.includes('*') ? 'application/octet-stream' : mimeType
  return contentType ?? ((body instanceof Blob && body.type) || described)
}
