import { MastodonClient, type Status } from '@typefed/mastodon-client'
import { type RegisteredApp, registerApp } from '@typefed/mastodon-client/oauth'
import { type MastodonSandbox, type SandboxUser, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { vi } from 'vitest'
import { addPlaces } from '../world/add-places.ts'
import { picture } from './picture.ts'

/** The names that the code of a page may use without making them. */
export interface Given {
  /** Alice's. */
  client: MastodonClient
  accessToken: string
  url: string
  alice: SandboxUser
  bob: SandboxUser
  /** Bob's post. */
  status: Status
  file: File
  app: RegisteredApp
}

export interface World {
  sandbox: MastodonSandbox
  client: MastodonClient
  bob: SandboxUser
}

let world: Promise<World> | undefined
const URL = 'https://mastodon.example'

/** What a piece of code asks for: the same people each time, a new post. */
export async function given<Name extends keyof Given>(...names: Name[]): Promise<Pick<Given, Name>> {
  const { sandbox, client, bob } = await mastodonWorld()
  const make: { [N in keyof Given]: () => Given[N] | Promise<Given[N]> } = {
    client: () => client,
    accessToken: () => sandbox.token,
    url: () => URL,
    alice: () => sandbox.user,
    bob: () => bob,
    status: async () => {
      const body = { status: 'Hello from Bob #typefed' }
      const written = await client.with({ accessToken: bob.token }).api.v1.statuses.post({ body })
      return client.api.v1.statuses(written.id).get()
    },
    file: () => picture('cat.png'),
    app: () =>
      registerApp(
        { url: URL },
        { clientName: 'Docs', redirectUris: 'https://app.example/callback', scopes: ['read', 'write'] },
      ),
  }
  const made = await Promise.all(names.map(async (name) => [name, await make[name]()] as const))
  return Object.fromEntries(made) as Pick<Given, Name>
}

/** The sandbox that stands for `https://mastodon.example`. */
export function mastodonWorld(): Promise<World> {
  return (world ??= begin())
}

async function begin(): Promise<World> {
  const sandbox = await startMastodonSandbox()
  sandbox.seedTimeline({ statuses: 60 })
  addPlaces({ origins: new Map([[URL, sandbox.url]]) })
  vi.stubEnv('ACCESS_TOKEN', sandbox.token)
  const client = new MastodonClient({ url: URL, accessToken: sandbox.token })
  return { sandbox, client, bob: sandbox.createUser('bob') }
}
