import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { xrpc } from '../atproto/xrpc.ts'
import { answers, descendants } from '../testing.ts'
import { connectNetwork, type RemoteNetwork } from './remote-network.ts'
import { spawnAtprotoNetwork, spawnNetworkProcess } from './spawn.ts'

const BOOT_TIMEOUT_MS = 60_000

describe('a network in a process of its own', () => {
  const steps: string[] = []
  let network: RemoteNetwork

  beforeAll(async () => {
    const seed = { posts: 8, prefix: '' }
    const onProgress = (step: string): number => steps.push(step)
    network = await spawnAtprotoNetwork({ front: true, seed, accessTokenLifetime: 0, onProgress })
  }, BOOT_TIMEOUT_MS)
  afterAll(() => network.close())

  test('tells its steps', () => {
    expect(steps.slice(0, 3)).toEqual(['start the PLC directory', 'start the PDS', 'create accounts'])
  })

  test('carries its seed, whose tokens live on', async () => {
    const { seeded } = network
    expect(seeded?.viewer.handle).toBe('viewer.test')
    expect(seeded?.counts.posts).toBeGreaterThanOrEqual(8)
    const authorization = `Bearer ${seeded?.viewer.accessJwt}`
    expect(await xrpc(network.pds.url, 'com.atproto.server.getSession', { authorization })).toBeTruthy()
  })

  test('has the lifetime that was asked for, and another when told', async () => {
    const getSession = (accessJwt: string): Promise<unknown> =>
      xrpc(network.pds.url, 'com.atproto.server.getSession', { authorization: `Bearer ${accessJwt}` })
    const before = await network.createAccount()
    await expect(getSession(before.accessJwt)).rejects.toMatchObject({ error: 'ExpiredToken' })
    await network.setAccessTokenLifetime(undefined)
    const { did, accessJwt } = await network.createAccount()
    expect(await getSession(accessJwt)).toMatchObject({ did })
  })

  test('is named by its front in this process', async () => {
    const { did } = await network.createAccount()
    const document: unknown = await (await fetch(`${network.plc.url}/${did}`)).json()
    expect(document).toMatchObject({ service: [{ serviceEndpoint: network.front?.url }] })
  })

  test('restarts its PDS, takes accounts down and keeps mail', async () => {
    await network.restartPds()
    await network.processAll()
    const account = await network.createAccount()
    const authorization = `Bearer ${account.accessJwt}`
    const input = new Uint8Array()
    await xrpc(network.pds.url, 'com.atproto.server.requestAccountDelete', { authorization, input })
    expect(await network.mails()).toContainEqual(expect.objectContaining({ to: account.email }))
    await network.takedown(account.did)
    const login = { input: { identifier: account.did, password: account.password } }
    await expect(xrpc(network.pds.url, 'com.atproto.server.createSession', login)).rejects.toThrow('Takedown')
  })
})

describe('the process of a network', () => {
  test(
    'boots when it is first asked, once for all who ask, and ends when told',
    async () => {
      const held = await spawnNetworkProcess({})
      const [one, two] = await Promise.all([connectNetwork(held.address), connectNetwork(held.address)])
      expect(one.pds).toEqual(two.pds)
      await one.close()
      expect(await answers(one.pds.url)).toBe(true)
      await held.close()
      expect(await answers(one.pds.url)).toBe(false)
      if (process.platform === 'linux') expect(await descendants(process.pid)).toEqual([])
    },
    BOOT_TIMEOUT_MS,
  )

  test('refuses who does not know its token', async () => {
    await using held = await spawnNetworkProcess({})
    await expect(connectNetwork({ ...held.address, token: 'guess' })).rejects.toThrow('wrong token')
  })

  test('tells why a boot failed', async () => {
    await using held = await spawnNetworkProcess({ pdsPublicUrl: 'nonsense' })
    await expect(connectNetwork(held.address)).rejects.toThrow('could not start the PDS')
  })
})
