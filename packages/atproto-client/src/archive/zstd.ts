import { validationError } from '@typefed/core/internal'
import type { Decompress } from './sweep.ts'

/** Bytes that a block may have without its compression. */
const MAX_BLOCK = 268_435_456

interface Zlib {
  zstdDecompress?(
    data: Uint8Array,
    options: { maxOutputLength: number },
    done: (error: Error | null, data: Uint8Array) => void,
  ): void
}

/** Takes zstd off with what the runtime has. Throws ValidationError where it has nothing. */
export function runtimeZstd(): Decompress {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => Zlib | undefined } }
  const zstdDecompress = process?.getBuiltinModule?.('node:zlib')?.zstdDecompress
  if (!zstdDecompress)
    throw validationError('options', ['decompress'], 'a function, as this runtime has no zstd', 'nothing')
  return (block) =>
    new Promise((resolve, reject) => {
      zstdDecompress(block, { maxOutputLength: MAX_BLOCK }, (error, data) =>
        error ? reject(error) : resolve(data),
      )
    })
}
