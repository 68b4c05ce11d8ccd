import { faultyFront, type FaultyFront } from '../faults/index.ts'
import { type Account, createAccount, type NewAccount, setTakedown } from './accounts.ts'
import { AppViewHost } from './app-view.ts'
import { bootStep } from './boot-error.ts'
import { configureLogs } from './logs.ts'
import type { Mail } from './mailbox.ts'
import { LOOPBACK } from './loopback.ts'
import { PdsHost } from './pds.ts'
import { startPlc } from './plc.ts'
import { freePort } from './ports.ts'
import { startPostgres } from './postgres.ts'
import { createScratch } from './scratch.ts'
import { onTermination } from './signals.ts'
import type { AtprotoNetwork, AtprotoNetworkOptions, AtprotoService } from './types.ts'
import { quietWarnings } from './warnings.ts'

/**
 * Starts a real AT Protocol network on 127.0.0.1: a PLC directory, a PDS and, if asked for, an AppView on a
 * PostgreSQL of its own. It lives in this process and is gone, files included, once it is closed or the process
 * has ended.
 *
 * @throws NetworkBootError naming the step that failed; what had been started by then is stopped
 */
export async function startAtprotoNetwork(options: AtprotoNetworkOptions = {}): Promise<AtprotoNetwork> {
  configureLogs(options.logs)
  await using boot = new AsyncDisposableStack()
  boot.defer(quietWarnings())
  const { onProgress } = options

  const scratch = boot.use(await bootStep('create a temporary folder', undefined, createScratch))
  const plc = boot.use(
    await bootStep('start the PLC directory', onProgress, async () => startPlc(await freePort())),
  )
  const pdsPort = await freePort()
  const front = options.front ? boot.use(await faultyFront(`http://${LOOPBACK}:${pdsPort}`)) : undefined
  const publicUrl = front?.url ?? options.pdsPublicUrl
  const pds = new PdsHost({
    folder: await scratch.folder('pds'),
    port: pdsPort,
    plcUrl: plc.url,
    rateLimits: options.rateLimits ?? false,
    ...(publicUrl === undefined ? {} : { publicUrl }),
  })
  setLifetime(pds, options.accessTokenLifetime)
  let appView: AppViewHost | undefined
  if (options.appView) {
    const postgres = boot.use(
      await bootStep('start PostgreSQL', onProgress, async () =>
        startPostgres(await scratch.folder('postgres'), await freePort()),
      ),
    )
    appView = boot.use(
      await bootStep('start the AppView', onProgress, async () =>
        AppViewHost.start({
          port: await freePort(),
          plcUrl: plc.url,
          postgresUrl: postgres.url,
          pds,
          cacheFolder: await scratch.folder('images'),
        }),
      ),
    )
    pds.appView = appView
  }
  boot.use(pds)
  await bootStep('start the PDS', onProgress, () => pds.start())
  return new LocalNetwork(boot.move(), { pds, plc, appView, front })
}

interface Parts {
  pds: PdsHost
  plc: { url: string }
  appView: AppViewHost | undefined
  front: FaultyFront | undefined
}

class LocalNetwork implements AtprotoNetwork {
  readonly pds: AtprotoService
  readonly plc: { readonly url: string }
  readonly appView?: AtprotoService
  readonly front?: FaultyFront
  readonly adminPassword: string
  readonly accounts: Account[] = []
  readonly #parts: Parts
  readonly #running: AsyncDisposableStack
  readonly #stopListening: () => void
  #closing: Promise<void> | undefined

  constructor(running: AsyncDisposableStack, parts: Parts) {
    this.#running = running
    this.#parts = parts
    this.pds = { url: parts.pds.url, did: parts.pds.server.ctx.cfg.service.did }
    this.plc = { url: parts.plc.url }
    if (parts.appView) this.appView = { url: parts.appView.url, did: parts.appView.did }
    if (parts.front) this.front = parts.front
    this.adminPassword = parts.pds.adminPassword
    this.#stopListening = onTermination(() => this.close())
  }

  async createAccount(account?: NewAccount): Promise<Account> {
    const created = await createAccount(this.pds.url, account)
    this.accounts.push(created)
    return created
  }

  async processAll(): Promise<void> {
    const { appView, pds } = this.#parts
    if (appView) await appView.processAll()
    else await pds.server.ctx.backgroundQueue.processAll()
  }

  async takedown(did: string): Promise<void> {
    await setTakedown(this.pds.url, this.adminPassword, did, true)
  }

  async untakedown(did: string): Promise<void> {
    await setTakedown(this.pds.url, this.adminPassword, did, false)
  }

  async setAccessTokenLifetime(ms: number | undefined, did?: string): Promise<void> {
    setLifetime(this.#parts.pds, ms, did)
  }

  async restartPds(): Promise<void> {
    await this.#parts.pds.stop()
    await this.#parts.pds.start()
  }

  async mails(): Promise<readonly Mail[]> {
    return this.#parts.pds.mails
  }

  close(): Promise<void> {
    this.#stopListening()
    this.#closing ??= this.#running.disposeAsync()
    return this.#closing
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

function setLifetime(pds: PdsHost, ms: number | undefined, did = '*'): void {
  if (ms === undefined) pds.accessTokenLifetimes.delete(did)
  else pds.accessTokenLifetimes.set(did, ms)
}
