import { isNetworkError, isResponseError, NetworkError } from '@typefed/core'
import { hideSecrets } from '@typefed/core/internal'
import { isFinalStatus } from '@typefed/core/socket'
import type { Floor } from '../../version/since.ts'
import { findAddress, type StreamingAddress } from './address.ts'
import type { StreamingHost, StreamingOptions, StreamingSettings } from '../options.ts'

/** All that a connection needs to know, whatever carries it. */
export class ConnectionContext {
  readonly settings: StreamingSettings<Floor>
  readonly options: StreamingOptions
  readonly #client: StreamingHost<Floor>
  #asking: Promise<StreamingAddress> | undefined
  #known: StreamingAddress | undefined

  constructor(client: StreamingHost<Floor>) {
    this.#client = client
    this.settings = client.settings()
    this.options = this.settings.streaming ?? {}
  }

  /**
   * Where the server streams: asked for once. An address that was known before holds until the server names another one.
   * Rejects with a NetworkError if the server cannot be asked now, and with another error if it never can.
   */
  address(): Promise<StreamingAddress> {
    this.#asking ??= this.#ask().catch((error: unknown) => {
      this.forgetAddress()
      throw error
    })
    return this.#asking
  }

  /** Has the server asked again the next time: it may stream elsewhere now. */
  forgetAddress(): void {
    this.#asking = undefined
  }

  async #ask(): Promise<StreamingAddress> {
    try {
      this.#known = await findAddress(this.#client, this.options)
    } catch (error) {
      if (!isPassing(error)) throw error
      if (!this.#known) throw new NetworkError(`streaming: ${error.message}`, { cause: error })
    }
    return this.#known
  }

  /** The token of the moment. */
  get accessToken(): string | undefined {
    const { session, accessToken } = this.settings
    return session ? session.accessToken : accessToken
  }

  /** The tokens that no error may repeat. */
  get secrets(): Iterable<string> {
    const { session, accessToken } = this.settings
    return session?.secrets ?? (accessToken === undefined ? [] : [accessToken])
  }

  /** Takes the token out of a server's message. */
  hide(text: string): string {
    return hideSecrets(text, this.secrets)
  }
}

/** Whether trying again may help. */
export function isPassing(error: unknown): error is Error {
  return isNetworkError(error) || (isResponseError(error) && !isFinalStatus(error.status))
}
