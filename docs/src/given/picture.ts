const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A picture of one pixel. */
export function picture(name: string): File {
  const bytes = Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0))
  return new File([bytes], name, { type: 'image/png' })
}
