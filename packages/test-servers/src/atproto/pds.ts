import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { PDS } from '@atproto/pds'
import { LOOPBACK, onLoopback } from './loopback.ts'
import { collectMail, type Mail } from './mailbox.ts'
import { resolveWithin } from './resolvers.ts'
import { limitAccessTokens } from './token-lifetime.ts'

/** What a PDS is started with. */
export interface PdsSettings {
  /** A folder for its databases and blobs; a second start on the same folder continues where the first ended. */
  folder: string
  port: number
  /** The address that DID documents and sessions carry. Default: the PDS's own. */
  publicUrl?: string
  plcUrl: string
  /** The server's own rate limits, with their headers. */
  rateLimits: boolean
}

const POLL_INTERVAL_MS = 20

/** Without an AppView, reads of `app.bsky.*` must fail as an unreachable upstream, not as an unknown method. */
const UNREACHABLE_APP_VIEW = { url: `http://${LOOPBACK}:9`, did: 'did:example:appview' }

/** A running PDS that can be stopped and started again on the same data and port. */
export class PdsHost implements AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly publicUrl: string
  readonly adminPassword: string = randomBytes(12).toString('hex')
  readonly mails: Mail[] = []
  /** Lifetimes of access tokens in milliseconds, by DID; that of `*` holds for all others. */
  readonly accessTokenLifetimes: Map<string, number> = new Map()
  /** Where it sends what it does not serve itself. */
  appView: { url: string; did: string } = UNREACHABLE_APP_VIEW
  #server: PDS | undefined
  readonly #settings: PdsSettings
  readonly #jwtSecret = randomBytes(32).toString('hex')
  /** 32 random bytes are a valid key of the curve but for a chance of 2^-128. */
  readonly #rotationKey = randomBytes(32).toString('hex')

  constructor(settings: PdsSettings) {
    this.#settings = settings
    this.port = settings.port
    this.url = `http://${LOOPBACK}:${settings.port}`
    this.publicUrl = settings.publicUrl ?? this.url
  }

  /** The running server, for what only its own process can see. */
  get server(): PDS {
    if (!this.#server) throw new Error('the PDS is not running')
    return this.#server
  }

  async start(): Promise<void> {
    const { PDS, envToCfg, envToSecrets } = await import('@atproto/pds')
    const { folder, port, plcUrl, rateLimits } = this.#settings
    const environment = {
      devMode: true,
      port,
      dataDirectory: folder,
      blobstoreDiskLocation: `${folder}/blobs`,
      blobstoreDiskTmpLocation: `${folder}/blobs-temp`,
      // The PDS refuses to resolve DIDs at an IP address.
      didPlcUrl: plcUrl.replace(LOOPBACK, 'localhost'),
      adminPassword: this.adminPassword,
      jwtSecret: this.#jwtSecret,
      plcRotationKeyK256PrivateKeyHex: this.#rotationKey,
      serviceHandleDomains: ['.test'],
      inviteRequired: false,
      enableDidDocWithSession: true,
      disableSsrfProtection: true,
      rateLimitsEnabled: rateLimits,
      bskyAppViewUrl: this.appView.url,
      bskyAppViewDid: this.appView.did,
      bskyAppViewCdnUrlPattern: `${this.appView.url}/img/%s/plain/%s/%s`,
    }
    const config = envToCfg(environment)
    config.service.publicUrl = this.publicUrl
    config.oauth.issuer = this.publicUrl
    const server = await PDS.create(config, envToSecrets(environment))
    const lifetimes = this.accessTokenLifetimes
    limitAccessTokens(server, this.#jwtSecret, (did) => lifetimes.get(did) ?? lifetimes.get('*'))
    collectMail(server, this.mails)
    resolveWithin(server.ctx.idResolver, this)
    pollBriskly(server)
    await onLoopback(() => server.start())
    this.#server = server
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    server?.server?.closeAllConnections()
    await server?.destroy()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }
}

/**
 * The sequencer finds new events by polling its database, less and less often, down to once a second. That
 * second would be paid by every wait for the AppView, every firehose test and every stop.
 */
function pollBriskly(server: PDS): void {
  Object.assign(server.ctx.sequencer, { exponentialBackoff: () => setTimeout(POLL_INTERVAL_MS) })
}
