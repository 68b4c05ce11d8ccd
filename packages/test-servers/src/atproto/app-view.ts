import { setTimeout } from 'node:timers/promises'
import type { TestBsky, TestBsync } from '@atproto/dev-env'
import { tolerateLostQueries } from './lost-queries.ts'
import { LOOPBACK, onLoopback } from './loopback.ts'
import type { PdsHost } from './pds.ts'
import { freePort } from './ports.ts'
import { resolveWithin } from './resolvers.ts'

const CATCH_UP_TIMEOUT_MS = 30_000

/** What an AppView is started with. */
export interface AppViewSettings {
  port: number
  plcUrl: string
  postgresUrl: string
  /** The PDS whose firehose it indexes; it need not run yet. */
  pds: PdsHost
  /** Folder for its cache of resized images. */
  cacheFolder: string
}

/** A running AppView with the store of private data (bsync) it writes mutes and the like to. */
export class AppViewHost implements AsyncDisposable {
  readonly url: string
  readonly did: string
  readonly #bsky: TestBsky
  readonly #bsync: TestBsync
  readonly #pds: PdsHost

  private constructor(url: string, bsky: TestBsky, bsync: TestBsync, pds: PdsHost) {
    this.url = url
    this.#bsky = bsky
    this.#bsync = bsync
    this.#pds = pds
    this.did = bsky.ctx.cfg.serverDid
  }

  static async start(settings: AppViewSettings): Promise<AppViewHost> {
    const { TestBsky, TestBsync } = await import('@atproto/dev-env')
    const { port, plcUrl, postgresUrl, pds } = settings
    const apiKey = 'bsync-api-key'
    const url = `http://${LOOPBACK}:${port}`
    await using boot = new AsyncDisposableStack()
    const bsyncPort = await freePort()
    const bsync = await onLoopback(() =>
      TestBsync.create({ port: bsyncPort, apiKeys: [apiKey], dbUrl: postgresUrl, dbSchema: 'bsync' }),
    )
    boot.defer(() => bsync.close())
    const bsky = await onLoopback(() =>
      TestBsky.create({
        port,
        plcUrl,
        pdsPort: pds.port,
        publicUrl: url,
        bsyncApiKey: apiKey,
        bsyncUrl: `http://${LOOPBACK}:${bsyncPort}`,
        repoProvider: `${pds.url.replace('http', 'ws')}`,
        dbPostgresUrl: postgresUrl,
        dbPostgresSchema: 'appview',
        blobCacheLocation: settings.cacheFolder,
        redisHost: '',
      }),
    )
    for (const { pool } of [bsky.db, bsync.ctx.db]) tolerateLostQueries(pool)
    boot.move()
    bsync.ctx.dataplaneClients = [bsky.ctx.dataplane]
    resolveWithin(bsky.ctx.idResolver, pds)
    resolveWithin(bsky.dataplane.idResolver, pds)
    return new AppViewHost(url, bsky, bsync, pds)
  }

  /**
   * Resolves when everything the PDS has sequenced so far, and all private data, is indexed.
   *
   * @throws Error after 30 seconds
   */
  async processAll(): Promise<void> {
    const { sub, bsyncSub } = this.#bsky
    const { sequencer, backgroundQueue } = this.#pds.server.ctx
    const deadline = Date.now() + CATCH_UP_TIMEOUT_MS
    await backgroundQueue.processAll()
    await bsyncSub.processAll(await this.#bsync.getStreamHeads(), CATCH_UP_TIMEOUT_MS)
    const head = (await sequencer.curr()) ?? 0
    for (;;) {
      await sub.processAll()
      if (((await sub.getCursor()) ?? 0) >= head) return
      if (Date.now() > deadline) {
        throw new Error(`the AppView did not reach event ${head} within ${CATCH_UP_TIMEOUT_MS / 1000} s`)
      }
      await setTimeout(10)
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const server of [this.#bsky.server.server, this.#bsync.service.server]) server?.closeAllConnections()
    try {
      await this.#bsky.close()
    } finally {
      await this.#bsync.close()
    }
  }
}
