import { AtprotoClient, type Session } from '@typefed/atproto-client'
import type { PutPreferencesInput } from '@typefed/atproto-client/app.bsky.actor.putPreferences'
import type { ListNotificationsNotification } from '@typefed/atproto-client/app.bsky.notification.listNotifications'
import { getModerationPreferences, type ModerationOptions } from '@typefed/atproto-client/moderation'
import type { PostView } from '@typefed/atproto-client/app.bsky.feed.defs'
import { startJetstreamV2 } from '@typefed/test-servers/jetstream-v2'
import { type SharedNetwork, sharedNetwork } from '@typefed/test-servers/vitest'
import { vi } from 'vitest'
import { addPlaces } from '../world/add-places.ts'
import { picture } from './picture.ts'

interface Person {
  did: string
  handle: string
}

/** The names that the code of a page may use without making them. */
export interface Given {
  /** Alice's, logged in. */
  client: AtprotoClient
  alice: Person
  /** Follows Alice. */
  bob: Person
  /** Bob's post, as Alice sees it. */
  post: PostView
  image: File
  video: Blob
  identifier: string
  password: string
  session: Session
  /** The account's server. */
  service: string
  /** The URI of a list of Alice's, for moderation. */
  list: string
  /** What Alice wants, as the server keeps it. */
  preferences: PutPreferencesInput['preferences']
  /** Who looks, and what they want to see. */
  moderation: ModerationOptions
  /** Of Bob's following Alice. */
  notification: ListNotificationsNotification
  /** One that nobody has. */
  newHandle: string
}

interface World {
  network: SharedNetwork
  client: AtprotoClient
  author: AtprotoClient
  /** Made when first asked for. */
  post?: Promise<PostView>
  list?: Promise<string>
}

let world: Promise<World> | undefined
const PASSWORD = 'abcd-efgh-ijkl-mnop'

/** What a piece of code asks for; the same for each. */
export async function given<Name extends keyof Given>(...names: Name[]): Promise<Pick<Given, Name>> {
  const begun = await (world ??= begin())
  const { network, client, author } = begun
  if (client.did === undefined) await client.login({ identifier: 'alice.example.com', password: PASSWORD })
  const make: { [N in keyof Given]: () => Given[N] | Promise<Given[N]> } = {
    client: () => client,
    alice: () => ({ did: client.me.did, handle: client.me.handle }),
    bob: () => ({ did: author.me.did, handle: author.me.handle }),
    post: () => (begun.post ??= newPost(begun)),
    image: () => picture('cat.png'),
    // The first bytes say what it is; nobody plays it.
    video: () => new Blob(['\0\0\0\u0018ftypmp42', '\0'.repeat(64)], { type: 'video/mp4' }),
    identifier: () => 'alice.example.com',
    password: () => PASSWORD,
    session: () => client.exportSession(),
    service: () => network.pds.url,
    list: () => (begun.list ??= newList(begun)),
    preferences: async () => (await client.app.bsky.actor.getPreferences()).preferences,
    moderation: async () => ({ userDid: client.did, prefs: await getModerationPreferences(client) }),
    notification: () => firstNotification(begun),
    newHandle: () => `new-${Date.now().toString(36)}.test`,
  }
  const made = await Promise.all(names.map(async (name) => [name, await make[name]()] as const))
  return Object.fromEntries(made) as Pick<Given, Name>
}

async function newPost({ network, client, author }: World): Promise<PostView> {
  const written = await author.sendPost('Hello from Bob #typefed')
  await network.processAll()
  const view = await client.getPost(written)
  if (!view) throw new Error('the AppView does not show the post')
  return view
}

async function firstNotification({ network, client }: World): Promise<ListNotificationsNotification> {
  await network.processAll()
  const { notifications } = await client.app.bsky.notification.listNotifications()
  const [notification] = notifications
  if (!notification) throw new Error('there is no notification')
  return notification
}

async function newList({ network, client }: World): Promise<string> {
  const { uri } = await client.app.bsky.graph.list.create({
    name: 'A list',
    purpose: 'app.bsky.graph.defs#modlist',
    createdAt: new Date().toISOString(),
  })
  await network.processAll()
  return uri
}

/** The address of a Jetstream on which an account has posted. */
async function jetstreamOf(did: string): Promise<string> {
  const server = await startJetstreamV2()
  const collection = 'app.bsky.feed.post'
  const rev = '3jzfcijpj2z2a'
  const record = { $type: collection, text: 'Hello, stream', createdAt: new Date().toISOString() }
  const cid = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
  server.publish({ kind: 'commit', did, rev, operation: 'create', collection, rkey: rev, record, cid })
  return server.url
}

async function begin(): Promise<World> {
  const network = await sharedNetwork()
  const [alice, bob, carol] = await Promise.all(
    ['alice', 'bob', 'carol'].map(() => network.createAccount({ password: PASSWORD })),
  )
  if (!alice || !bob || !carol) throw new Error('an account is missing')
  const origins = new Map([
    ['https://bsky.social', network.pds.url],
    ['https://pds.example', network.pds.url],
    ['https://public.api.bsky.app', network.appView?.url ?? network.pds.url],
    ['https://plc.directory', network.plc.url],
    ['https://bsky.network', network.pds.url],
    ['https://jetstream.us-east.bsky.network', await jetstreamOf(bob.did)],
  ])
  const accounts = new Map([
    ['alice.example.com', alice],
    ['bob.example.com', bob],
    ['carol.example.com', carol],
  ])
  addPlaces({ origins, accounts })
  vi.stubEnv('APP_PASSWORD', PASSWORD)
  const client = new AtprotoClient()
  const author = new AtprotoClient({ service: network.pds.url })
  await Promise.all([
    client.login({ identifier: 'alice.example.com', password: PASSWORD }),
    author.login({ identifier: bob.handle, password: PASSWORD }),
  ])
  await author.follow(alice.did)
  return { network, client, author }
}
