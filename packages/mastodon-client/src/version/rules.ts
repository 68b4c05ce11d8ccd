import { UnsupportedVersionError } from '@typefed/core'
import { isAtLeast, type ServerInfo } from './server.ts'

/** What happens to a call that the server is known to be too old for. */
export type GatingMode = 'throw' | 'warn' | 'off'

/** What is asked of an operation. */
export interface Gated {
  readonly method: string
  readonly path: string
  /** The first release that has it: `4.3.0`. Absent if every server has it, or none says. */
  readonly requires?: string | undefined
  /** The level of `api_versions` that brought it. */
  readonly apiVersion?: number | undefined
}

/**
 * Looks whether a server may have an operation, before it is asked. Throws UnsupportedVersionError, or hands it to
 * `onWarning`, if the server is known to be older; what is not known passes.
 *
 * @param onWarning default: `console.warn`
 */
export function gate(
  operation: Gated,
  server: ServerInfo,
  mode: GatingMode = 'throw',
  onWarning: (error: UnsupportedVersionError) => void = console.warn,
): void {
  const { method, path, requires, apiVersion } = operation
  if (mode === 'off' || requires === undefined || isAtLeast(server, requires, apiVersion) !== 'no') return
  const error = new UnsupportedVersionError(`${method} ${path}`, requires, server)
  if (mode === 'throw') throw error
  onWarning(error)
}

/**
 * Looks whether a server is as new as a client wants all its servers to be. Throws UnsupportedVersionError if it says
 * that it is older, other software too: the types of a client with a floor promise what came by then. A server that
 * says nothing passes.
 *
 * @param floor `4.3`
 */
export function requireFloor(floor: string, server: ServerInfo): void {
  if (server.version !== undefined && isAtLeast(server, floor) !== 'yes') {
    throw new UnsupportedVersionError('this client', floor, server)
  }
}
