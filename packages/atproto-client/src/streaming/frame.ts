import { decodeFirst } from '@atcute/cbor'
import { StreamError } from '@typefed/core'

/** Decodes one frame of an event stream into a message with its `$type`: https://atproto.com/specs/event-stream */
export function decodeFrame(nsid: string, frame: Uint8Array): { $type: string; [key: string]: unknown } {
  const [header, rest] = decodeFirst(frame) as [{ op?: unknown; t?: unknown }, Uint8Array]
  const [body] = decodeFirst(rest) as [Record<string, unknown>, Uint8Array]
  if (header.op === -1) {
    const { error, message } = body as { error?: string; message?: string }
    throw new StreamError(`${nsid}: ${error ?? 'error'}${message ? `: ${message}` : ''}`, {
      error: error ?? '',
    })
  }
  const type = String(header.t)
  return { ...body, $type: type.startsWith('#') ? nsid + type : type }
}
