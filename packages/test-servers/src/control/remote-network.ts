import { type Account, createAccount, type NewAccount, setTakedown } from '../atproto/accounts.ts'
import type { Mail } from '../atproto/mailbox.ts'
import type { SeededTimeline } from '../atproto/seed/index.ts'
import type { AtprotoNetwork, AtprotoService } from '../atproto/types.ts'
import type { FaultyFront } from '../faults/index.ts'
import type { Control, ControlAddress, NetworkDescription } from './protocol.ts'

/** A network that runs in another process. */
export class RemoteNetwork implements AtprotoNetwork {
  readonly pds: AtprotoService
  readonly plc: { readonly url: string }
  readonly appView?: AtprotoService
  readonly front?: FaultyFront
  readonly adminPassword: string
  /** Present when the network was started with `seed`. */
  readonly seeded?: SeededTimeline
  readonly accounts: Account[] = []
  readonly #address: ControlAddress
  readonly #end: () => Promise<void>

  /**
   * @param end what `close` does
   */
  constructor(
    address: ControlAddress,
    description: NetworkDescription,
    end: () => Promise<void>,
    front?: FaultyFront,
  ) {
    const { pds, plc, appView, adminPassword, seeded } = description
    this.pds = pds
    this.plc = plc
    if (appView) this.appView = appView
    if (front) this.front = front
    if (seeded) this.seeded = seeded
    this.adminPassword = adminPassword
    this.#address = address
    this.#end = end
  }

  async createAccount(account?: NewAccount): Promise<Account> {
    const created = await createAccount(this.pds.url, account)
    this.accounts.push(created)
    return created
  }

  async takedown(did: string): Promise<void> {
    await setTakedown(this.pds.url, this.adminPassword, did, true)
  }

  async untakedown(did: string): Promise<void> {
    await setTakedown(this.pds.url, this.adminPassword, did, false)
  }

  async processAll(): Promise<void> {
    await this.#call('processAll')
  }

  async setAccessTokenLifetime(ms: number | undefined, did?: string): Promise<void> {
    await this.#call('setAccessTokenLifetime', ms, did)
  }

  async restartPds(): Promise<void> {
    await this.#call('restartPds')
  }

  async mails(): Promise<readonly Mail[]> {
    return (await this.#call('mails')) as Mail[]
  }

  async close(): Promise<void> {
    await this.#end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  #call(control: Control, ...args: unknown[]): Promise<unknown> {
    return ask(this.#address, control, args)
  }
}

/**
 * Attaches to a network that another process runs, booting it if nobody has asked for it before. Closing the
 * returned object leaves the network running.
 *
 * @throws Error when the boot failed, with its reason
 */
export async function connectNetwork(address: ControlAddress): Promise<RemoteNetwork> {
  return new RemoteNetwork(address, await describe(address), async () => {})
}

/** Boots the network behind a control endpoint, if need be, and returns what it tells of itself. */
export async function describe(address: ControlAddress): Promise<NetworkDescription> {
  return (await ask(address, 'network', [])) as NetworkDescription
}

async function ask({ url, token }: ControlAddress, name: string, args: unknown[]): Promise<unknown> {
  const response = await fetch(`${url}/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(args),
  }).catch((cause: unknown) => {
    throw new Error('the process of the network does not answer', { cause })
  })
  const answer = (await response.json()) as { result?: unknown; message?: string }
  if (!response.ok)
    throw new Error(answer.message ?? `the network's control endpoint answered ${response.status}`)
  return answer.result
}
