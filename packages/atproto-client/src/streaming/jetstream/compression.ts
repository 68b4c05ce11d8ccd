import type { DecompressMessage } from './options.ts'

/** How messages are compressed, and what undoes it. */
export interface Compression {
  /** The id of the dictionary. */
  readonly id: number
  undo(message: Uint8Array<ArrayBuffer>): string
}

interface Zlib {
  zstdCompressSync?(data: Uint8Array, options: object): Uint8Array<ArrayBuffer>
  zstdDecompressSync?(data: Uint8Array, options: object): Uint8Array
}

/** Bytes that a message may have without its compression. */
const MAX_MESSAGE = 33_554_432
/** Bytes of a dictionary. */
const MAX_DICTIONARY = 1_048_576
/** Milliseconds. */
const TIMEOUT = 10_000
const PATH = '/xrpc/network.bsky.jetstream.getZstdDictionary'

/**
 * Finds out whether messages can come compressed: fetches the dictionary in use, and tries it. `undefined` where the
 * runtime or the server has nothing for it: messages then come as they are.
 */
export async function loadCompression(
  service: string,
  option: boolean | DecompressMessage,
  signal: AbortSignal,
): Promise<Compression | undefined> {
  const zlib = option === true ? runtimeZlib() : undefined
  if (!option || (option === true && !zlib)) return undefined
  try {
    const dictionary = await fetchDictionary(service, signal)
    const id = new DataView(dictionary.buffer).getUint32(4, true)
    const decompress = option === true ? zstdOf(zlib as Zlib, dictionary) : option
    const decoder = new TextDecoder()
    return decompress && { id, undo: (message) => decoder.decode(decompress(message, dictionary)) }
  } catch {
    // Compression is for comfort: without it the stream says the same.
    return undefined
  }
}

async function fetchDictionary(service: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const url = new URL(PATH, service)
  url.protocol = url.protocol.replace('ws', 'http')
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)])
  const response = await fetch(url, { signal: limit, redirect: 'error' })
  const reader = response.ok ? response.body?.getReader() : undefined
  const parts: Uint8Array[] = []
  let length = 0
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length
    if (length > MAX_DICTIONARY) throw new RangeError('a dictionary that is too large')
    parts.push(part.value)
  }
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())
}

function runtimeZlib(): Zlib | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => Zlib | undefined } }
  const zlib = process?.getBuiltinModule?.('node:zlib')
  return zlib?.zstdDecompressSync && zlib
}

/** What undoes zstd with a dictionary; `undefined` for a version of Node that ignores dictionaries in silence. */
function zstdOf(
  { zstdCompressSync, zstdDecompressSync }: Zlib,
  dictionary: Uint8Array,
): DecompressMessage | undefined {
  const trial = zstdCompressSync?.(dictionary.subarray(-64), { dictionary })
  if (!trial || !zstdDecompressSync || isReadable(() => zstdDecompressSync(trial, {}))) return undefined
  return (message) => zstdDecompressSync(message, { dictionary, maxOutputLength: MAX_MESSAGE })
}

function isReadable(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
