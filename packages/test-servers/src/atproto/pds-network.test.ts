import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answers, descendants, listeningAddresses, scratchFolders } from '../testing.ts'
import { type Account, type AtprotoNetwork, startAtprotoNetwork } from './index.ts'
import { xrpc, XrpcCallError } from './xrpc.ts'

const BOOT_TIMEOUT_MS = 60_000

const bearer = (account: Account): { authorization: string } => ({
  authorization: `Bearer ${account.accessJwt}`,
})

function writePost(network: AtprotoNetwork, account: Account, text: string): Promise<{ uri: string }> {
  return xrpc(network.pds.url, 'com.atproto.repo.createRecord', {
    ...bearer(account),
    input: {
      repo: account.did,
      collection: 'app.bsky.feed.post',
      record: { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() },
    },
  })
}

function firstFrame(network: AtprotoNetwork, cursor: number): Promise<ArrayBuffer> {
  const socket = new WebSocket(
    `${network.pds.url.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos?cursor=${cursor}`,
  )
  socket.binaryType = 'arraybuffer'
  return new Promise((resolve, reject) => {
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      resolve(data)
      socket.close()
    })
    socket.addEventListener('error', () => reject(new Error('the firehose failed')))
  })
}

describe('a network without an AppView', () => {
  let network: AtprotoNetwork
  let alice: Account

  beforeAll(async () => {
    network = await startAtprotoNetwork()
    alice = await network.createAccount({ handle: 'alice' })
  }, BOOT_TIMEOUT_MS)
  afterAll(() => network.close())

  test('an account posts and reads its post', async () => {
    const { uri } = await writePost(network, alice, 'Grüße 👋')
    const [, , did = '', collection = '', rkey = ''] = uri.split('/')
    const record = await xrpc<{ value: unknown }>(network.pds.url, 'com.atproto.repo.getRecord', {
      params: { repo: did, collection, rkey },
    })
    expect(record.value).toMatchObject({ text: 'Grüße 👋' })
  })

  test('the DID document names the address of the PDS, in PLC and in a session', async () => {
    const { pds, plc } = network
    const document: unknown = await (await fetch(`${plc.url}/${alice.did}`)).json()
    const named = { service: [{ id: '#atproto_pds', serviceEndpoint: pds.url }] }
    expect(document).toMatchObject(named)
    const session = await xrpc<object>(pds.url, 'com.atproto.server.createSession', {
      input: { identifier: 'alice.test', password: alice.password },
    })
    expect(session).toMatchObject({ didDoc: named })
  })

  test('a handle is resolved, and an unknown one refused without asking the outside', async () => {
    const resolve = (handle: string): Promise<{ did: string }> =>
      xrpc(network.pds.url, 'com.atproto.identity.resolveHandle', { params: { handle } })
    expect(await resolve('alice.test')).toEqual({ did: alice.did })
    await expect(resolve('nobody.example.com')).rejects.toThrow('Unable to resolve handle')
  })

  test('the firehose yields a frame', async () => {
    await writePost(network, alice, 'seen on the firehose')
    expect((await firstFrame(network, 0)).byteLength).toBeGreaterThan(50)
  })

  test('an expired token is refused with 400 ExpiredToken, and a refresh yields a good one', async () => {
    const account = await network.createAccount()
    await network.setAccessTokenLifetime(0, account.did)
    const session = await xrpc<Account>(network.pds.url, 'com.atproto.server.createSession', {
      input: { identifier: account.did, password: account.password },
    })
    const getSession = (token: string): Promise<unknown> =>
      xrpc(network.pds.url, 'com.atproto.server.getSession', { authorization: `Bearer ${token}` })
    await expect(getSession(session.accessJwt)).rejects.toMatchObject({ status: 400, error: 'ExpiredToken' })
    await network.setAccessTokenLifetime(undefined, account.did)
    const fresh = await xrpc<Account>(network.pds.url, 'com.atproto.server.refreshSession', {
      authorization: `Bearer ${session.refreshJwt}`,
      input: new Uint8Array(),
    })
    expect(await getSession(fresh.accessJwt)).toMatchObject({ did: account.did })
  })

  test('other accounts keep their lifetime', async () => {
    expect(await xrpc(network.pds.url, 'com.atproto.server.getSession', bearer(alice))).toBeTruthy()
  })

  test('an account that is taken down cannot log in until it is restored', async () => {
    const account = await network.createAccount()
    const login = (): Promise<unknown> =>
      xrpc(network.pds.url, 'com.atproto.server.createSession', {
        input: { identifier: account.handle, password: account.password },
      })
    await network.takedown(account.did)
    await expect(login()).rejects.toMatchObject({ status: 401, error: 'AccountTakedown' })
    await network.untakedown(account.did)
    expect(await login()).toMatchObject({ did: account.did })
  })

  test('mail is kept, with its confirmation code', async () => {
    await xrpc(network.pds.url, 'com.atproto.server.requestEmailConfirmation', {
      ...bearer(alice),
      input: new Uint8Array(),
    })
    const mail = (await network.mails()).find(({ to }) => to === alice.email)
    expect(mail).toMatchObject({ subject: 'Email Confirmation' })
    await xrpc(network.pds.url, 'com.atproto.server.confirmEmail', {
      ...bearer(alice),
      input: { email: alice.email, token: mail?.token },
    })
  })

  test('after a restart the PDS has its accounts, its sessions and its firehose', async () => {
    const { uri } = await writePost(network, alice, 'before the restart')
    await network.restartPds()
    expect(await xrpc(network.pds.url, 'com.atproto.server.getSession', bearer(alice))).toBeTruthy()
    const latin1 = Buffer.from(await firstFrame(network, 0)).toString('latin1')
    expect(latin1).toContain('did:plc:')
    await writePost(network, alice, 'after the restart')
    expect(uri).toContain(alice.did)
  })

  test.runIf(process.platform === 'linux')('every server is bound to 127.0.0.1 only', async () => {
    const addresses = await listeningAddresses([process.pid])
    const ports = [network.pds.url, network.plc.url].map((url) => new URL(url).port)
    for (const port of ports) expect(addresses).toContain(`127.0.0.1:${port}`)
    expect(addresses.filter((address) => !address.startsWith('127.0.0.1:'))).toEqual([])
  })
})

test(
  'after disposal no port answers, and no folder, process or signal handler remains',
  async () => {
    const before = { folders: await scratchFolders(), signals: process.listenerCount('SIGINT') }
    let urls: string[]
    {
      await using network = await startAtprotoNetwork({ front: true })
      urls = [network.pds.url, network.plc.url, network.front?.url ?? '']
      expect(await Promise.all(urls.map(answers))).toEqual([true, true, true])
      // Whoever still listens to the firehose is cut off.
      const listener = new WebSocket(
        `${network.pds.url.replace('http', 'ws')}/xrpc/com.atproto.sync.subscribeRepos`,
      )
      await new Promise((resolve) => listener.addEventListener('open', resolve))
    }
    expect(await Promise.all(urls.map(answers))).toEqual([false, false, false])
    expect(await scratchFolders()).toEqual(before.folders)
    expect(process.listenerCount('SIGINT')).toBe(before.signals)
    if (process.platform === 'linux') expect(await descendants(process.pid)).toEqual([])
  },
  BOOT_TIMEOUT_MS,
)

test(
  'the PDS limits its callers when asked to',
  async () => {
    await using network = await startAtprotoNetwork({ rateLimits: true })
    const account = await network.createAccount()
    const attempt = (): Promise<Response> =>
      fetch(`${network.pds.url}/xrpc/com.atproto.server.createSession`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identifier: account.handle, password: 'wrong' }),
      })
    const first = await attempt()
    expect(first.status).toBe(401)
    expect(first.headers.get('ratelimit-limit')).toBe('30')
    const rest = await Promise.all(Array.from({ length: 30 }, attempt))
    expect(rest.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  },
  BOOT_TIMEOUT_MS,
)

test(
  'a refused account says why',
  async () => {
    await using network = await startAtprotoNetwork()
    const refused = network.createAccount({ handle: 'no' })
    await expect(refused).rejects.toBeInstanceOf(XrpcCallError)
    await expect(refused).rejects.toThrow('InvalidHandle')
  },
  BOOT_TIMEOUT_MS,
)

test(
  'a boot that fails names the step and leaves nothing behind',
  async () => {
    const before = await scratchFolders()
    const failing = startAtprotoNetwork({ pdsPublicUrl: 'nonsense' })
    await expect(failing).rejects.toMatchObject({ name: 'NetworkBootError', step: 'start the PDS' })
    expect(await scratchFolders()).toEqual(before)
    if (process.platform === 'linux') expect(await listeningAddresses([process.pid])).toEqual([])
  },
  BOOT_TIMEOUT_MS,
)
