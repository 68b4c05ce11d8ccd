import { hideSecrets } from '@typefed/core'
import type { StreamingHost, StreamingSettings } from './host.ts'
import type { Floor } from '../version/since.ts'
import { findAddress, type StreamingAddress } from './address.ts'
import type { StreamingOptions } from './options.ts'

/** What is needed to connect, whichever way. */
export class Connecting {
  readonly settings: StreamingSettings<Floor>
  readonly options: StreamingOptions
  readonly #client: StreamingHost<Floor>
  #address: Promise<StreamingAddress> | undefined

  constructor(client: StreamingHost<Floor>) {
    this.#client = client
    this.settings = client.settings()
    this.options = this.settings.streaming ?? {}
  }

  /** Where the server streams: asked for once. Rejects as a call does. */
  address(): Promise<StreamingAddress> {
    this.#address ??= findAddress(this.#client, this.options).catch((error: unknown) => {
      this.forgetAddress()
      throw error
    })
    return this.#address
  }

  /** Has the server asked again the next time: it may stream elsewhere now. */
  forgetAddress(): void {
    this.#address = undefined
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
