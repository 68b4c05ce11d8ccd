import { TypefedError } from './typefed-error.ts'

/** What a server says that it is. */
export interface ServerDescription {
  /** The name of the software in lower case, as NodeInfo has it; `undefined` if nothing tells. */
  readonly software: string | undefined
  /** The version in the software's own numbers. */
  readonly softwareVersion: string | undefined
  /** The version of the API that it speaks, `X.Y.Z`; `undefined` if nothing tells. */
  readonly version: string | undefined
  /** The level of the API as a number, where the server counts so. */
  readonly apiVersion?: number | undefined
}

/** The server is known to be too old for the call. Thrown before any request. */
export class UnsupportedVersionError extends TypefedError {
  override readonly name = 'UnsupportedVersionError'
  /** The first version that has it: `4.3.0`. */
  readonly requires: string
  /** The server as it is known. */
  readonly server: ServerDescription

  /** @param what the call: `GET /api/v2/notifications` */
  constructor(what: string, requires: string, server: ServerDescription) {
    super(`${what} needs version ${requires}: the server is ${describe(server)}`)
    this.requires = requires
    this.server = server
  }
}

export function isUnsupportedVersionError(error: unknown): error is UnsupportedVersionError {
  return error instanceof UnsupportedVersionError
}

function describe({ software = 'of unknown make', softwareVersion, version }: ServerDescription): string {
  const name = softwareVersion ? `${software} ${softwareVersion}` : software
  return version === undefined || version === softwareVersion ? name : `${name}, which speaks ${version}`
}
