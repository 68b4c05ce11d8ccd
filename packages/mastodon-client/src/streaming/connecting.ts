import { isNetworkError, isResponseError, NetworkError } from '@typefed/core'
import { hideSecrets } from '@typefed/core/internal'
import { isFinalStatus } from '@typefed/core/socket'
import type { Floor } from '../version/since.ts'
import { findAddress, type StreamingAddress } from './address.ts'
import type { StreamingHost, StreamingSettings } from './host.ts'
import type { StreamingOptions } from './options.ts'

/** What is needed to connect, whichever way. */
export class Connecting {
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
   * Where the server streams: asked for once. If it was known before, that holds until the server tells otherwise. Rejects
   * with a NetworkError if it does not tell now, and with another error if it never will.
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
      const isPassing = isNetworkError(error) || (isResponseError(error) && !isFinalStatus(error.status))
      if (!isPassing) throw error
      if (!this.#known) throw new NetworkError(`streaming: ${error.message}`, { cause: error })
    }
    return this.#known
  }

  /** What nobody is told. */
  get secrets(): readonly string[] {
    const { accessToken } = this.settings
    return accessToken === undefined ? [] : [accessToken]
  }

  /** What a server says, without the token, should it repeat it. */
  hide(text: string): string {
    return hideSecrets(text, this.secrets)
  }
}
