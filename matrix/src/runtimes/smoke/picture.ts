/** One pixel, as small as a PNG can be. */
const BASE64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

export function picture(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(BASE64), (char) => char.charCodeAt(0))
}
