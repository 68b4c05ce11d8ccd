/** Hashes bytes, without a turn of the event loop. */
export type Sha256 = (data: Uint8Array) => Uint8Array

interface NodeCrypto {
  hash?(algorithm: 'sha256', data: Uint8Array, encoding: 'buffer'): Uint8Array
}

/** A module of Node's own, without an import that a browser's bundle would stumble over; `undefined` elsewhere. */
export function builtinModule(name: string): unknown {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): unknown } }
  return process?.getBuiltinModule?.(name)
}

const hash = (builtinModule('node:crypto') as NodeCrypto | undefined)?.hash

/** SHA-256 of Node and what follows it; `undefined` where there is only the standard one, which is asynchronous. */
export const sha256: Sha256 | undefined = hash && ((data) => hash('sha256', data, 'buffer'))
