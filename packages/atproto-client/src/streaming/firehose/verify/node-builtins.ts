import { builtinModule } from '@typefed/core/internal'

/** Hashes bytes, without a turn of the event loop. */
export type Sha256 = (data: Uint8Array) => Uint8Array

interface NodeCrypto {
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array
}

const hash = (builtinModule('node:crypto') as NodeCrypto | undefined)?.hash

/** SHA-256 of Node and what follows it; `undefined` where there is only the standard one, which is asynchronous. */
export const sha256: Sha256 | undefined = hash && ((data) => hash('sha256', data, 'buffer'))
