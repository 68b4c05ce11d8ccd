import type { UnsupportedVersionError } from '@typefed/core'
import { type Endpoint, orAbort } from '@typefed/core/internal'
import { anything } from '@typefed/core/rest'
import { compareVersions } from './compare.ts'
import { type ServerProbe, serverProbe } from './detect.ts'
import { gate, type GatingMode, requireFloor } from './rules.ts'
import type { ServerInfo } from './server.ts'
import type { AnyVersion, Floor } from './since.ts'

export interface VersionGateOptions<V extends Floor = AnyVersion> {
  /**
   * The oldest Mastodon that the client wants to talk to: `4.3`. What came by then is sure to be in the types; the first
   * call looks whether the server is that new.
   */
  minVersion?: V
  /** The server's version string, if it is known: `4.3.1`. Default: the server is asked when a call depends on it. */
  version?: string
  /** What happens to a call that the server is known to be too old for. Default: `throw`, before anything is sent. */
  gating?: GatingMode
  /** Is told of such a call, in mode `warn`. Default: `console.warn`. */
  onWarning?: (error: UnsupportedVersionError) => void
}

/** Asks the server: a client. */
export interface Asker {
  send(endpoint: Endpoint): Promise<{ readonly data: unknown }>
}

/** What came by then is taken to be everywhere; the lowest floor that types know. */
const OLDEST: Floor = '2.7'
const PROBE = 'detectServer'

/**
 * Lets calls through to one server, or not. It asks the server what it is when a call depends on it, and once only.
 *
 * ```ts
 * const client = new RestClient({ url, accessToken, gate: new VersionGate({ minVersion: '4.3' }) })
 * ```
 */
export class VersionGate<V extends Floor = AnyVersion> {
  /** The floor of the types of answers. It is a type only. */
  declare readonly '~floor'?: () => V
  readonly #options: VersionGateOptions<V>
  readonly #probe: ServerProbe
  #floorHolds: boolean
  #asker: Asker | undefined

  /** @param from a gate of the same server, whose knowledge this one shares */
  constructor(options: VersionGateOptions<V> = {}, from?: VersionGate<V>) {
    this.#options = options
    this.#floorHolds = options.minVersion === undefined
    this.#probe = from ? from.#probe : serverProbe((path) => this.#ask(path), options.version)
  }

  /** What the server says that it is, and where it says so. Throws as a call does if it cannot be asked. */
  server(asker: Asker): Promise<ServerInfo> {
    this.#asker = asker
    return this.#probe.find()
  }

  /** Decides on a call; nothing if there is nothing to wait for. Rejects with the signal's reason if it is aborted. */
  checkVersion(operation: Endpoint, asker: Asker, signal?: AbortSignal): Promise<void> | undefined {
    if (operation.name === PROBE || !this.#concerns(operation)) return undefined
    this.#asker = asker
    return orAbort(this.#decide(operation), signal)
  }

  #concerns({ requires }: Endpoint): boolean {
    const { minVersion = OLDEST, gating } = this.#options
    if (!this.#floorHolds) return true
    if (gating === 'off' || requires === undefined) return false
    return this.#probe.known !== undefined || compareVersions(requires, minVersion) > 0
  }

  /**
   * Throws UnsupportedVersionError if the server is known to be older than the operation, or than the floor. Where a
   * floor is to be verified and the server cannot be asked, throws why.
   */
  async #decide(operation: Endpoint): Promise<void> {
    const { minVersion, gating, onWarning } = this.#options
    if (!this.#floorHolds && minVersion !== undefined) {
      requireFloor(minVersion, await this.#probe.find())
      this.#floorHolds = true
    }
    // Without an answer there is nothing to hold against the call: it is for the server to refuse.
    const server = this.#probe.known ?? (await this.#probe.find().catch(() => undefined))
    if (server) gate(operation, server, gating, onWarning)
  }

  async #ask(path: string): Promise<unknown> {
    const endpoint: Endpoint = { name: PROBE, method: 'GET', path, token: 'optional', output: anything() }
    const response = await this.#asker?.send(endpoint)
    return response?.data
  }
}
