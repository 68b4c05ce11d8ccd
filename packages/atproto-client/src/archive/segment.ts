/** Bytes of a header, and of the number before each block. */
const HEADER = 256
const LENGTH = 8
/** Bytes. A block of more is no block. */
const MAX_BLOCK = 268_435_456

/** A block of a file, compressed, and where the next one begins. */
export interface StoredBlock {
  readonly frame: Uint8Array
  /** Bytes from the beginning of the file. */
  readonly next: number
}

/**
 * Reads the blocks of a file while it comes in. Throws a RangeError for what is no such file, and one that ends early.
 *
 * @param from where the bytes begin: 0, or `next` of a block whose file had `footerAt`
 */
export async function* readBlocks(
  bytes: AsyncIterable<Uint8Array>,
  from: { offset: number; footerAt: number },
): AsyncGenerator<StoredBlock, void> {
  const reader = new Reader(bytes)
  if (from.offset === 0) {
    from.footerAt = readHeader(await reader.take(HEADER))
    from.offset = HEADER
  }
  while (from.offset < from.footerAt) {
    const length = readNumber(await reader.take(LENGTH), 0)
    if (length > MAX_BLOCK) throw new RangeError(`a block of ${length} bytes`)
    const frame = await reader.take(length)
    const next = from.offset + LENGTH + length
    yield { frame, next }
    from.offset = next
  }
}

/** The offset at which the blocks end. */
function readHeader(header: Uint8Array): number {
  const version = (header[12] ?? 0) + 256 * (header[13] ?? 0)
  if (new TextDecoder().decode(header.subarray(0, 4)) !== 'jss0' || version !== 1)
    throw new RangeError('no file of the archive, or of another version')
  return readNumber(header, 58)
}

function readNumber(bytes: Uint8Array, at: number): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getBigUint64(at, true))
}

/** Takes numbers of bytes from chunks of any size. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>
  #left: Uint8Array = new Uint8Array(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Uint8Array> {
    const parts = [this.#left]
    let length = this.#left.length
    while (length < count) {
      const { done, value } = await this.#chunks.next()
      if (done) throw new RangeError(`a file that ends ${count - length} bytes early`)
      parts.push(value)
      length += value.length
    }
    const all = parts.length === 1 ? this.#left : join(parts, length)
    this.#left = all.subarray(count)
    return all.subarray(0, count)
  }
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
